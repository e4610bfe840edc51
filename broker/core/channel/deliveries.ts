import type { ChannelError } from "#broker/amqp-error.ts";
import { AckDeadline } from "./ack-deadline.ts";
import type { ClientFacts } from "#broker/core/broker-events.ts";
import type { Consumer } from "#broker/core/queue/consumer.ts";
import type { Delivery } from "./delivery.ts";
import type { Message } from "#broker/core/message.ts";
import type { Queue } from "#broker/core/queue/queue.ts";
import { tellDelivered } from "./tell-delivery.ts";
import { Unacked } from "./unacked.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";

/** Whose they are. */
interface Client {
  readonly facts: ClientFacts;
  /** To be closed for what it did not acknowledge in time. */
  readonly failed: (error: ChannelError) => void;
}

/** What one channel was given and has not acknowledged. */
export class Deliveries<Content> {
  readonly #host: VirtualHost<Content>;
  readonly #client: Client;
  readonly #unacked = new Unacked<Delivery<Content>>();
  readonly #deadline: AckDeadline;
  #lastDeliveryTag = 0;

  constructor(host: VirtualHost<Content>, client: Client) {
    this.#host = host;
    this.#client = client;
    this.#deadline = new AckDeadline(
      host,
      client.facts.channel,
      () => this.#unacked.oldest?.atMs,
      (error) => {
        client.failed(error);
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
    const delivery = { queue, consumer, message, deliveryTag, atMs: this.#host.now() };
    if (!noAck) {
      this.#unacked.add(deliveryTag, delivery);
      this.#deadline.watch(delivery.atMs);
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

  /** Nothing more will be given. */
  end(): void {
    this.#deadline.end();
  }
}
