import { ChannelError } from "#broker/amqp-error.ts";
import { AckDeadline } from "./ack-deadline.ts";
import type { ClientFacts } from "#broker/core/broker-events.ts";
import type { Consumer } from "#broker/core/queue/consumer.ts";
import { byConsumer, type Delivery } from "./delivery.ts";
import type { Message } from "#broker/core/message.ts";
import type { Queue } from "#broker/core/queue/queue.ts";
import { tellDelivered, tellSettled } from "./tell-delivery.ts";
import type { Settlement } from "./transaction.ts";
import { Unacked } from "./unacked.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";

/** Whose they are. */
interface Client {
  readonly facts: ClientFacts;
  /** To be closed for what it did not acknowledge in time. */
  readonly failed: (error: ChannelError) => void;
  /** Can be told so of one of its consumers. */
  readonly takesCancel: boolean;
  readonly cancelled: (consumerTag: string) => void;
}

/** Which of a channel's consumers still are. */
interface Consumers<Content> {
  readonly heirOf: (delivery: Delivery<Content>) => Consumer<Content> | undefined;
}

/** What one channel was given and has not acknowledged. */
export class Deliveries<Content> {
  readonly #host: VirtualHost<Content>;
  readonly #client: Client;
  readonly #consumers: Consumers<Content>;
  readonly #unacked = new Unacked<Delivery<Content>>();
  /** Of them, those their queues have taken back. */
  readonly #late = new Set<Delivery<Content>>();
  readonly #deadline: AckDeadline;
  #lastDeliveryTag = 0;

  constructor(host: VirtualHost<Content>, client: Client, consumers: Consumers<Content>) {
    this.#host = host;
    this.#client = client;
    this.#consumers = consumers;
    this.#deadline = new AckDeadline(
      host,
      () => this.#held().reduce((first, { dueAtMs }) => Math.min(first, dueAtMs), Infinity),
      () => {
        this.#missed();
      },
    );
  }

  get size(): number {
    return this.#unacked.size;
  }

  newDeliveryTag(): number {
    return ++this.#lastDeliveryTag;
  }

  /**
   * @param consumer undefined for basic.get.
   * @returns its delivery tag.
   */
  give(
    queue: Queue<Content>,
    consumer: Consumer<Content> | undefined,
    message: Message<Content>,
    noAck: boolean,
  ): number {
    const deliveryTag = this.newDeliveryTag();
    const dueAtMs = noAck ? Infinity : this.#host.now() + this.#patienceMs(queue, consumer);
    const delivery = { queue, consumer, message, deliveryTag, dueAtMs };
    if (!noAck) {
      this.#unacked.add(deliveryTag, delivery);
      this.#deadline.watch(dueAtMs);
    }
    tellDelivered(this.#host, this.#client.facts, delivery, noAck);
    return deliveryTag;
  }

  /**
   * Takes the tag, or with `multiple` all before it too; 0 with `multiple` is all there is.
   *
   * @throws 406 when the tag is unknown.
   */
  take(deliveryTag: number, multiple: boolean): readonly Delivery<Content>[] {
    return this.#unacked.settle(deliveryTag, multiple);
  }

  takeAll(): readonly Delivery<Content>[] {
    return this.#unacked.takeAll();
  }

  /** What was taken is unacked after all. */
  putBack(taken: readonly Delivery<Content>[]): void {
    this.#unacked.putBack(taken.map((delivery) => [delivery.deliveryTag, delivery]));
  }

  /**
   * Those of them that their queues have not taken back in the meantime. To acknowledge one all the same readmits its
   * consumer; all else that is done with it means nothing.
   */
  stillHeld(taken: readonly Delivery<Content>[], how: Settlement): readonly Delivery<Content>[] {
    if (this.#late.size === 0) return taken;
    return taken.filter((delivery) => {
      if (!this.#late.delete(delivery)) return true;
      const { queue, consumer } = delivery;
      if (how === "ack" && consumer !== undefined) queue.forgive(consumer);
      return false;
    });
  }

  /** Nothing more will be given. */
  end(): void {
    this.#deadline.end();
  }

  #held(): readonly Delivery<Content>[] {
    return [...this.#unacked].filter((delivery) => !this.#late.has(delivery));
  }

  #patienceMs({ kind, settings }: Queue<Content>, consumer?: Consumer<Content>): number {
    if (kind.lateAckEnds === undefined) return Infinity;
    return consumer?.timeoutMs ?? settings.consumerTimeoutMs ?? this.#host.consumerTimeoutMs;
  }

  /** The time of some has come: their consumers end, or, where that can't be, the channel. */
  #missed(): void {
    const late = this.#held().filter(({ dueAtMs }) => dueAtMs <= this.#host.now());
    const ending = late.find((delivery) => !this.#endsConsumer(delivery));
    if (ending !== undefined) {
      const isChannels = ending.queue.kind.lateAckEnds === "channel";
      const patienceMs = isChannels ? this.#patienceMs(ending.queue, ending.consumer) : -1;
      this.#client.failed(missed(this.#client.facts.channel, patienceMs));
      return;
    }
    tellSettled(this.#host, this.#client.facts, late, "requeue");
    for (const delivery of late) this.#late.add(delivery);
    for (const { queue, holder, messages } of byConsumer(late, this.#consumers)) {
      if (holder === undefined) continue;
      this.#client.cancelled(holder.tag);
      queue.timeOut(holder, messages);
    }
  }

  #endsConsumer(delivery: Delivery<Content>): boolean {
    const { queue, consumer } = delivery;
    if (queue.kind.lateAckEnds !== "consumer" || !this.#client.takesCancel) return false;
    return consumer !== undefined && this.#consumers.heirOf(delivery) === consumer;
  }
}

function missed(channel: number, timeoutMs: number): ChannelError {
  return new ChannelError(
    406,
    `delivery acknowledgement on channel ${channel} timed out. Timeout value used: ${timeoutMs} ms. ` +
      "This timeout value can be configured, see consumers doc guide to learn more",
  );
}
