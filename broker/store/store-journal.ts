import type { BindingRecord, ExchangeRecord, Journal, QueueRecord } from "#broker/core/journal.ts";
import type { Message } from "#broker/core/message.ts";
import { ENTRY } from "./entry.ts";
import type { DeferredEntries } from "./deferred-entries.ts";
import type { EntryWriter } from "./entry-writer.ts";
import type { LiveSet } from "./live-set.ts";
import type { Log } from "./log.ts";
import type { LastNumbers } from "./segment.ts";
import { queueDeletedBody, textBody, type TopologyCodec } from "./topology-codec.ts";

interface Books<Content> {
  readonly entries: EntryWriter<Content>;
  readonly deferred: DeferredEntries<Content>;
  readonly live: LiveSet;
  readonly log: Log<Content>;
  readonly topology: TopologyCodec;
}

/** Writes down what the model tells, and keeps count of what still matters. */
export class StoreJournal<Content> implements Journal<Content> {
  readonly #books: Books<Content>;
  #lastMessageId: number;
  #lastQueueNumber: number;

  constructor(books: Books<Content>, last: LastNumbers) {
    this.#books = books;
    this.#lastMessageId = last.lastMessageId;
    this.#lastQueueNumber = last.lastQueueNumber;
  }

  get lastNumbers(): LastNumbers {
    return { lastMessageId: this.#lastMessageId, lastQueueNumber: this.#lastQueueNumber };
  }

  exchangeDeclared(exchange: ExchangeRecord): void {
    const { live, topology } = this.#books;
    live.exchange(exchange.name, this.#write(ENTRY.exchange, topology.exchange(exchange)));
  }

  exchangeDeleted(name: string): void {
    this.#write(ENTRY.exchangeDeleted, textBody(name));
    this.#books.live.exchangeDeleted(name);
  }

  queueDeclared(queue: QueueRecord): void {
    const { live, topology } = this.#books;
    const number = ++this.#lastQueueNumber;
    const record = this.#write(ENTRY.queue, topology.queue(number, queue));
    live.queue(queue.name, { ...record, number });
  }

  queueDeleted(name: string): void {
    const { live } = this.#books;
    const number = live.queues.get(name)?.number;
    if (number === undefined) return;
    this.#nowDue(number);
    this.#write(ENTRY.queueDeleted, queueDeletedBody(number, name));
    live.queueDeleted(number, name);
  }

  bound(binding: BindingRecord): void {
    const { live, topology } = this.#books;
    live.bound(binding, this.#write(ENTRY.bound, topology.binding(binding)));
  }

  unbound(binding: BindingRecord): void {
    const { live, topology } = this.#books;
    live.unbound(this.#write(ENTRY.unbound, topology.binding(binding)).body);
  }

  enqueued(queue: string, message: Message<Content>, urgent: boolean): void {
    const { entries, deferred, live, log } = this.#books;
    const number = live.queues.get(queue)?.number;
    if (number === undefined) throw new Error(`queue ${queue} was never declared to the journal`);
    this.#lastMessageId = message.id;
    if (urgent) {
      this.#nowDue(number);
      live.message(number, message.id, entries.message(number, message));
      log.written();
    } else {
      live.message(number, message.id, deferred.writer.message(number, message));
      deferred.told(number);
    }
  }

  /** Of what left with its queue nothing more is written. */
  gone(queue: string, messageId: number, urgent: boolean): void {
    const { entries, deferred, live, log } = this.#books;
    const number = live.queues.get(queue)?.number;
    if (number === undefined || !live.hasMessage(number, messageId)) return;
    live.gone(number, messageId);
    if (urgent) {
      this.#nowDue(number);
      entries.gone(number, messageId);
      log.written();
    } else {
      deferred.writer.gone(number, messageId);
      deferred.told(number);
    }
  }

  restated(
    queue: string,
    { id, position, deliveryCount = 0, acquiredCount }: Message<Content>,
  ): void {
    const { entries, live, log } = this.#books;
    const number = live.queues.get(queue)?.number;
    if (number === undefined || !live.hasMessage(number, id)) return;
    const restatement = { id, position, deliveryCount, acquiredCount };
    live.restated(number, restatement, entries.restated(number, restatement));
    log.written();
  }

  whenSafe(then: () => void): void {
    this.#books.log.whenSafe(then);
  }

  whenAllSafe(then: () => void): void {
    this.writeDeferred();
    this.whenSafe(then);
  }

  writeDeferred(): void {
    const { entries, deferred, log } = this.#books;
    const due = deferred.take();
    if (due.bytes === 0) return;
    entries.append(due);
    log.written();
  }

  /** What is said of the queue from now on comes behind what was deferred. */
  #nowDue(queueNumber: number): void {
    if (this.#books.deferred.has(queueNumber)) this.writeDeferred();
  }

  #write(type: number, body: Buffer): { readonly body: string; readonly bytes: number } {
    const bytes = this.#books.entries.entry(type, body);
    this.#books.log.written();
    return { body: body.toString("latin1"), bytes };
  }
}
