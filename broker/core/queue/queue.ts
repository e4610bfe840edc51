import type { Arguments } from "#broker/core/arguments.ts";
import { Arrivals } from "./arrivals.ts";
import { Audience } from "./audience.ts";
import { ReadyMessages } from "./ready/ready-messages.ts";
import type { ClientFacts, Departure } from "#broker/core/broker-events.ts";
import type { Attachment, Consumer, ConsumerOptions } from "./consumer.ts";
import { byArrival, type Batch } from "./batch.ts";
import { Bookkeeping } from "./bookkeeping.ts";
import type { Failure } from "./failures.ts";
import type { Message } from "#broker/core/message.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { QueueKind } from "./queue-kind.ts";
import type { QueueProperties } from "./queue-properties.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { QueueDeps } from "./queue-deps.ts";
import { Shedding } from "./shedding.ts";

/**
 * A queue: messages in order of arrival, and the consumers they are dealt to.
 * Whenever a method returns, there is nothing ready or nobody in turn.
 */
export class Queue<Content> implements QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly owner: object | undefined;
  readonly arguments: Arguments;
  readonly settings: QueueSettings;
  readonly kind: QueueKind;

  readonly #deps: QueueDeps<Content>;
  readonly #books: Bookkeeping<Content>;
  readonly #ready: ReadyMessages<Content>;
  readonly #shedding: Shedding<Content>;
  readonly #audience: Audience<Content>;
  readonly #arrivals: Arrivals<Content>;

  constructor(properties: QueueProperties, deps: QueueDeps<Content>) {
    this.#deps = deps;
    this.name = properties.name;
    this.durable = properties.durable;
    this.autoDelete = properties.autoDelete;
    this.owner = properties.owner;
    this.arguments = properties.arguments;
    this.settings = properties.settings;
    this.kind = this.settings.kind;
    this.#audience = new Audience(this.settings, deps.newTurns);
    this.#books = new Bookkeeping(this, deps);
    this.#ready = new ReadyMessages(this.settings);
    this.#shedding = new Shedding(this.#ready, this.#books, this.settings, deps);
    this.#arrivals = new Arrivals(this, this.#ready, this.#books, deps);
  }

  get messageCount(): number {
    return this.#ready.length;
  }

  /** Delivered or got by somebody who has still to acknowledge. */
  get unackedCount(): number {
    return this.#audience.unackedCount;
  }

  get consumerCount(): number {
    return this.#audience.count;
  }

  /** Whether one more consumer may come. */
  admits(exclusive: boolean): boolean {
    return this.#audience.admits(exclusive);
  }

  /** Takes up what it held when the broker stopped; in order of position. */
  restore(messages: readonly Message<Content>[]): void {
    for (const message of messages) this.#arrivals.restore(message);
  }

  /** Gives up what is ready, which stays in the journal: the broker stops. */
  *drain(): Generator<Message<Content>> {
    for (let message = this.#ready.shift(); message !== undefined; message = this.#ready.shift())
      yield message;
  }

  /** @returns whether it took the message: a full one may refuse it. */
  publish(publication: Publication<Content>): boolean {
    if (this.settings.overflow !== "drop-head" && !this.#ready.hasRoomFor(publication.bodyBytes)) {
      this.#books.turnedAway(publication);
      this.#deps.deadLetters.send();
      return false;
    }
    const message = this.#arrivals.enter(publication);
    const consumer = this.#ready.length === 0 ? this.#audience.next(message) : undefined;
    if (consumer === undefined) {
      this.#ready.push(message);
      this.#shedding.all();
      this.#deps.deadLetters.send();
    } else {
      // Only who counts remembers what never waited here (QM49).
      if (!this.kind.countsDeliveries) message.redelivered = false;
      this.#give(message, consumer);
    }
    return true;
  }

  /** Whether it keeps such a message on disk. */
  stores(publication: Publication<Content>): boolean {
    return this.#arrivals.stores(publication);
  }

  /** @param answer called before its first delivery. */
  consume(
    attachment: Attachment<Content>,
    options: ConsumerOptions,
    answer: (consumer: Consumer<Content>) => void,
  ): void {
    const consumer = this.#audience.add(attachment, options);
    this.#books.consumer("consumer-added", consumer);
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
    this.#audience.remove(consumer);
    this.#books.consumer("consumer-removed", consumer);
  }

  /** Goes on with the consumers there are. */
  proceed(): void {
    this.#run();
  }

  /** basic.get: past consumers and their limits. */
  fetch(noAck: boolean): Message<Content> | undefined {
    this.#shedding.all();
    const message = this.#ready.shift();
    if (message !== undefined) this.#hand(message, undefined, noAck);
    this.#shedding.all();
    this.#deps.deadLetters.send();
    return message;
  }

  /** They were dealt with. */
  ack(batch: Batch<Content>): void {
    this.#audience.settled(batch);
    for (const message of batch.messages) this.#books.left(message, "acked");
    this.#audience.credit(batch.heir, batch.messages.length);
    this.#run();
  }

  /** They are not wanted, and nobody else here shall have them. */
  reject(batch: Batch<Content>): void {
    this.#reject(batch, this.kind.nackCounts);
  }

  /** The same, of what was rejected, not nacked. */
  rejectFailed(batch: Batch<Content>): void {
    this.#reject(batch, true);
  }

  #reject(batch: Batch<Content>, hasFailed: boolean): void {
    this.#audience.settled(batch);
    for (const message of batch.messages) {
      if (hasFailed) this.#arrivals.remember(message, "refused");
      this.#books.died(message, "rejected");
    }
    this.#audience.credit(batch.heir, batch.messages.length);
    this.#run();
  }

  /** Back to where they belong: nack and recover. Credit first: the consumer may get them again. */
  requeue(batch: Batch<Content>): void {
    this.#requeue(batch, this.kind.nackCounts ? "returned" : undefined);
  }

  /** The same, of what was rejected. */
  requeueFailed(batch: Batch<Content>): void {
    this.#requeue(batch, "returned");
  }

  #requeue(batch: Batch<Content>, failure: Failure | undefined): void {
    this.#audience.settled(batch);
    const toTail = this.kind.requeuesToTail(this.settings);
    for (const messages of toTail ? batch.messages.map((each) => [each]) : [batch.messages]) {
      this.#audience.credit(batch.heir, messages.length);
      for (const message of messages) {
        const isBack = this.#arrivals.takeBack(message, { toTail, failure });
        if (!isBack && this.kind.creditsDroppedTwice) this.#audience.credit(batch.heir, 1);
      }
      this.#run();
    }
  }

  /** Back to where they belong, from a channel that closes: its consumers are detached. */
  abandon(batches: readonly Batch<Content>[]): void {
    for (const batch of this.kind.abandonsByArrival ? batches.toSorted(byArrival) : batches) {
      this.#audience.settled(batch);
      for (const message of batch.messages)
        this.#arrivals.takeBack(message, { toTail: false, failure: "abandoned" });
    }
    this.#run();
  }

  /** It did not acknowledge them in time: they are back, and it gets nothing till it has acknowledged them all the same. */
  timeOut(consumer: Consumer<Content>, messages: readonly Message<Content>[]): void {
    consumer.late += messages.length;
    this.#audience.settled({ holder: consumer, heir: undefined, messages });
    this.#audience.suspend(consumer);
    for (const message of messages)
      this.#arrivals.takeBack(message, { toTail: false, failure: undefined });
    this.#run();
  }

  /** It has acknowledged one of those after all. */
  forgive(consumer: Consumer<Content>): void {
    consumer.late -= 1;
    consumer.topUp(1);
    if (consumer.late > 0) return;
    this.#audience.readmit(consumer);
    this.#run();
  }

  /** The attachment's channel may be able to take again. */
  resume(attachment: Attachment<Content>): void {
    if (this.#audience.resume(attachment)) this.#run();
  }

  /** @returns how many ready messages it dropped. */
  purge(): number {
    const count = this.messageCount;
    this.#clear("purged");
    this.#shedding.excess();
    return count;
  }

  /**
   * Drops what is ready and tells the consumers, in the order of their tags.
   *
   * @param by the channel that asked for it, if one did: `answer` is what it is told before its own consumers are.
   */
  delete(by?: ClientFacts, answer: () => void = () => undefined): void {
    this.#clear("deleted");
    this.#shedding.end();
    this.#books.closed();
    const { before, after } = this.#audience.toldOfDeletion(by);
    this.#cancelAll(before);
    answer();
    this.#cancelAll(after);
  }

  #cancelAll(consumers: readonly Consumer<Content>[]): void {
    for (const consumer of consumers) {
      this.detach(consumer);
      consumer.attachment.recipient.cancelled(consumer);
    }
  }

  #clear(why: Departure): void {
    for (let message = this.#ready.shift(); message !== undefined; message = this.#ready.shift())
      this.#books.left(message, why);
  }

  /** Deals out what is ready, as far as somebody takes it. */
  #run(): void {
    if (!this.kind.dealsBeforeDropping) this.#shedding.excess();
    this.#shedding.expired();
    for (let message = this.#ready.first; message !== undefined; message = this.#ready.first) {
      const consumer = this.#audience.next(message);
      if (consumer === undefined) break;
      this.#ready.shift();
      this.#give(message, consumer);
      this.#shedding.expired();
    }
    if (this.kind.dealsBeforeDropping) this.#shedding.excess();
    this.#deps.deadLetters.send();
  }

  #give(message: Message<Content>, consumer: Consumer<Content>): void {
    this.#hand(message, consumer, consumer.noAck);
    consumer.take(message);
  }

  #hand(message: Message<Content>, holder: Consumer<Content> | undefined, noAck: boolean): void {
    if (noAck) {
      this.#books.left(message, "acked");
      return;
    }
    this.#audience.given(holder);
  }
}
