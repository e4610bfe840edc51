import type { Arguments } from "./arguments.ts";
import { messageFacts, type Departure } from "./broker-events.ts";
import { Consumer, type Attachment, type ConsumerOptions } from "./consumer.ts";
import type { Message } from "./message.ts";
import type { Publication } from "./publication.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { QueueSurroundings } from "./queue-surroundings.ts";
import { ReadyQueue } from "./ready-queue.ts";
import { Rotation } from "./rotation.ts";
import { SingleActive } from "./single-active.ts";
import type { Turns } from "./turns.ts";

export interface QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** The connection that may use it, if it is exclusive. */
  readonly owner: object | undefined;
  readonly arguments: Arguments;
  readonly settings: QueueSettings;
}

/**
 * A classic queue: messages in order of arrival, and the consumers they are dealt to.
 * Whenever a method returns, there is nothing ready or nobody in turn.
 */
export class Queue<Content> implements QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly owner: object | undefined;
  readonly arguments: Arguments;
  readonly settings: QueueSettings;

  readonly #around: QueueSurroundings<Content>;
  readonly #ready = new ReadyQueue<Message<Content>>();
  readonly #turns: Turns<Consumer<Content>>;
  readonly #consumers = new Set<Consumer<Content>>();
  readonly #rejoin = (consumer: Consumer<Content>): void => {
    this.#turns.join(consumer);
  };
  #arrivals = 0;
  #unacked = 0;

  constructor(properties: QueueProperties, around: QueueSurroundings<Content>) {
    this.#around = around;
    this.name = properties.name;
    this.durable = properties.durable;
    this.autoDelete = properties.autoDelete;
    this.owner = properties.owner;
    this.arguments = properties.arguments;
    this.settings = properties.settings;
    this.#turns = this.settings.singleActiveConsumer ? new SingleActive() : new Rotation();
  }

  get messageCount(): number {
    return this.#ready.length;
  }

  /** Delivered or got by somebody who has still to acknowledge. */
  get unackedCount(): number {
    return this.#unacked;
  }

  get consumerCount(): number {
    return this.#consumers.size;
  }

  /** Whether one more consumer may come: an exclusive one wants to be, and stay, the only one. */
  admits(exclusive: boolean): boolean {
    if (this.settings.singleActiveConsumer) return !exclusive;
    for (const consumer of this.#consumers) return !exclusive && !consumer.exclusive;
    return true;
  }

  /** Takes up what it held when the broker stopped; in order of position. */
  restore(messages: readonly Message<Content>[]): void {
    for (const message of messages) {
      this.#ready.push(message);
      this.#arrivals = message.position + 1;
    }
  }

  /** Gives up what is ready, which stays in the journal: the broker stops. */
  *drain(): Generator<Message<Content>> {
    for (let message = this.#ready.shift(); message !== undefined; message = this.#ready.shift())
      yield message;
  }

  publish(publication: Publication<Content>): void {
    const message: Message<Content> = {
      id: this.#around.newMessageId(),
      publication,
      position: this.#arrivals++,
      redelivered: false,
      expiresAtMs: undefined,
      stored: this.durable && publication.persistent,
    };
    this.#entered(message);
    this.#ready.push(message);
    this.#run();
  }

  /** @param answer called before its first delivery. */
  consume(
    attachment: Attachment<Content>,
    options: ConsumerOptions,
    answer: (consumer: Consumer<Content>) => void,
  ): void {
    const consumer = new Consumer(attachment, options);
    this.#consumers.add(consumer);
    attachment.consumerCount += 1;
    this.#turns.join(consumer);
    this.#tell("consumer-added", consumer);
    answer(consumer);
    this.#run();
  }

  /** What the consumer holds stays with its channel. */
  cancel(consumer: Consumer<Content>): void {
    this.detach(consumer);
    this.#run();
  }

  /** Cancels the consumer of a channel that closes; {@link proceed} follows when all of them are. */
  detach(consumer: Consumer<Content>): void {
    this.#consumers.delete(consumer);
    consumer.attachment.consumerCount -= 1;
    this.#turns.leave(consumer);
    this.#tell("consumer-removed", consumer);
  }

  /** Goes on with the consumers there are. */
  proceed(): void {
    this.#run();
  }

  /** basic.get: past consumers and their limits. */
  fetch(noAck: boolean): Message<Content> | undefined {
    const message = this.#ready.shift();
    if (message === undefined) return undefined;
    if (noAck) this.#left(message, "acked");
    else this.#unacked += 1;
    return message;
  }

  /** `consumer`, if a consumer held them, has dealt with them. */
  ack(consumer: Consumer<Content> | undefined, messages: readonly Message<Content>[]): void {
    this.#settle(consumer, messages, "acked");
  }

  /** `consumer`, if a consumer held them, doesn't want them, and nobody else shall have them. */
  reject(consumer: Consumer<Content> | undefined, messages: readonly Message<Content>[]): void {
    this.#settle(consumer, messages, "dropped");
  }

  /** Back to where they were in the queue. Credit first: the consumer may get them again. */
  requeue(consumer: Consumer<Content> | undefined, messages: readonly Message<Content>[]): void {
    this.#unacked -= messages.length;
    this.#topUp(consumer, messages.length);
    for (const message of messages) {
      message.redelivered = true;
      this.#ready.putBack(message);
    }
    this.#run();
  }

  /** The attachment's channel may be able to take again. */
  resume(attachment: Attachment<Content>): void {
    if (!attachment.canTake) return;
    attachment.unblock(this.#rejoin);
    this.#run();
  }

  /** @returns how many ready messages it dropped. */
  purge(): number {
    const count = this.messageCount;
    this.#clear("purged");
    return count;
  }

  /** Drops what is ready and tells the consumers, in the order of their tags. */
  delete(): void {
    this.#clear("deleted");
    const byTag = [...this.#consumers].sort((one, other) => (one.tag < other.tag ? -1 : 1));
    for (const consumer of byTag) {
      this.detach(consumer);
      consumer.attachment.recipient.cancelled(consumer);
    }
  }

  #settle(
    consumer: Consumer<Content> | undefined,
    messages: readonly Message<Content>[],
    why: Departure,
  ): void {
    this.#unacked -= messages.length;
    for (const message of messages) this.#left(message, why);
    this.#topUp(consumer, messages.length);
    this.#run();
  }

  #clear(why: Departure): void {
    for (let message = this.#ready.shift(); message !== undefined; message = this.#ready.shift())
      this.#left(message, why);
  }

  #entered(message: Message<Content>): void {
    const { journal, events } = this.#around;
    if (message.stored) journal?.enqueued(this.name, message);
    events?.({ type: "enqueued", atMs: this.#around.now(), ...messageFacts(this.name, message) });
  }

  #left(message: Message<Content>, why: Departure): void {
    const { journal, events } = this.#around;
    if (message.stored) journal?.gone(this.name, message.id);
    // Who acknowledged it is for the channel to say.
    if (why === "acked") return;
    events?.({ type: why, atMs: this.#around.now(), ...messageFacts(this.name, message) });
  }

  #tell(
    type: "consumer-added" | "consumer-removed",
    { tag, noAck, attachment }: Consumer<Content>,
  ) {
    const { events, now } = this.#around;
    const { client } = attachment.recipient;
    events?.({ type, atMs: now(), queue: this.name, consumerTag: tag, noAck, client });
  }

  #topUp(consumer: Consumer<Content> | undefined, count: number): void {
    if (consumer?.topUp(count) !== true) return;
    consumer.attachment.unblock(this.#rejoin, consumer);
  }

  #run(): void {
    while (this.#ready.length > 0) {
      const consumer = this.#turns.next();
      if (consumer === undefined) return;
      const message = this.fetch(consumer.noAck);
      if (message === undefined) return;
      consumer.take(message);
    }
  }
}
