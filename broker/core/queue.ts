import { Alarm } from "./alarms.ts";
import type { Arguments } from "./arguments.ts";
import { Backlog } from "./backlog.ts";
import type { Departure } from "./broker-events.ts";
import { Consumer, type Attachment, type ConsumerOptions } from "./consumer.ts";
import { Ledger } from "./ledger.ts";
import type { Message } from "./message.ts";
import type { Publication } from "./publication.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { QueueSurroundings } from "./queue-surroundings.ts";
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
  readonly #ledger: Ledger<Content>;
  readonly #ready: Backlog<Content>;
  /** Rings when the first ready message expires, or before. */
  readonly #expiry = new Alarm(() => {
    this.#shed();
    this.#around.deadLetters.send();
  });
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
    this.#ledger = new Ledger(this, around);
    this.#ready = new Backlog(properties.settings);
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
      this.#ledger.restored(message);
      this.#arrivals = message.position + 1;
    }
  }

  /** Gives up what is ready, which stays in the journal: the broker stops. */
  *drain(): Generator<Message<Content>> {
    for (let message = this.#ready.shift(); message !== undefined; message = this.#ready.shift())
      yield message;
  }

  /** @returns whether it took the message: a full one may refuse it. */
  publish(publication: Publication<Content>): boolean {
    if (this.settings.overflow !== "drop-head" && !this.#ready.hasRoomFor(publication.bodyBytes)) {
      this.#ledger.turnedAway(publication);
      this.#around.deadLetters.send();
      return false;
    }
    const message: Message<Content> = {
      id: this.#around.newMessageId(),
      publication,
      position: this.#arrivals++,
      redelivered: false,
      expiresAtMs: this.#expiryOf(publication),
      stored: this.durable && publication.persistent,
    };
    this.#ledger.entered(message);
    const consumer = this.#ready.length === 0 ? this.#turns.next() : undefined;
    if (consumer === undefined) {
      this.#ready.push(message);
      this.#shed();
      this.#around.deadLetters.send();
    } else {
      this.#hand(message, consumer.noAck);
      consumer.take(message);
    }
    return true;
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
    this.#shed();
    const message = this.#ready.shift();
    if (message !== undefined) this.#hand(message, noAck);
    this.#shed();
    this.#around.deadLetters.send();
    return message;
  }

  /** `consumer`, if a consumer held them, has dealt with them. */
  ack(consumer: Consumer<Content> | undefined, messages: readonly Message<Content>[]): void {
    this.#unacked -= messages.length;
    for (const message of messages) this.#ledger.left(message, "acked");
    this.#topUp(consumer, messages.length);
    this.#run();
  }

  /** `consumer`, if a consumer held them, doesn't want them, and nobody else here shall have them. */
  reject(consumer: Consumer<Content> | undefined, messages: readonly Message<Content>[]): void {
    this.#unacked -= messages.length;
    for (const message of messages) this.#ledger.died(message, "rejected");
    this.#topUp(consumer, messages.length);
    this.#run();
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
    this.#around.alarms.cancel(this.#expiry);
    this.#ledger.closed();
    const byTag = [...this.#consumers].sort((one, other) => (one.tag < other.tag ? -1 : 1));
    for (const consumer of byTag) {
      this.detach(consumer);
      consumer.attachment.recipient.cancelled(consumer);
    }
  }

  #clear(why: Departure): void {
    for (let message = this.#ready.shift(); message !== undefined; message = this.#ready.shift())
      this.#ledger.left(message, why);
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

  /** Deals out what is ready, as far as somebody takes it. */
  #run(): void {
    this.#shed();
    while (this.#ready.length > 0) {
      const consumer = this.#turns.next();
      const message = consumer && this.#ready.shift();
      if (consumer === undefined || message === undefined) break;
      this.#hand(message, consumer.noAck);
      consumer.take(message);
      this.#shed();
    }
    this.#around.deadLetters.send();
  }

  #hand(message: Message<Content>, noAck: boolean): void {
    if (noAck) this.#ledger.left(message, "acked");
    else this.#unacked += 1;
  }

  /** The shorter of the queue's and its own time to live counts. */
  #expiryOf({ expirationMs = Infinity }: Publication<Content>): number | undefined {
    const ttlMs = Math.min(this.settings.messageTtlMs ?? Infinity, expirationMs);
    return ttlMs === Infinity ? undefined : this.#around.now() + ttlMs;
  }

  /** Drops from the head what is too much, then what is past its time. */
  #shed(): void {
    while (this.settings.overflow === "drop-head" && this.#ready.isOverfull) this.#drop("maxlen");
    for (let atMs = this.#ready.expiresAtMs; atMs !== undefined; atMs = this.#ready.expiresAtMs) {
      if (atMs > this.#around.now()) {
        this.#wakeAt(atMs);
        return;
      }
      this.#drop("expired");
    }
  }

  #wakeAt(atMs: number): void {
    const { alarms } = this.#around;
    // An earlier one will do: it sets itself again.
    if (this.#expiry.atMs === undefined || atMs < this.#expiry.atMs) alarms.set(this.#expiry, atMs);
  }

  #drop(reason: "maxlen" | "expired"): void {
    const message = this.#ready.shift();
    if (message !== undefined) this.#ledger.died(message, reason);
  }
}
