import type { BindingRecord } from "#broker/core/journal.ts";
import type { Restatement } from "./message-codec.ts";

/** A record that still counts: its body as latin1 text, and the octets it takes in the file. */
interface LiveRecord {
  readonly body: string;
  readonly bytes: number;
}

export interface LiveQueue extends LiveRecord {
  readonly number: number;
}

interface LiveMessages {
  /** Octets of each message's own record, by id. */
  readonly bytes: Map<number, number>;
  totalBytes: number;
  /** The last that was said of where a message stands, by id. */
  readonly restated: Map<number, Restatement & { readonly bytes: number }>;
}

type Ends = Pick<BindingRecord, "source" | "destinationKind" | "destination">;

interface LiveBinding extends LiveRecord {
  readonly ends: Ends;
}

/**
 * What the records of a log, taken in order, leave standing. All else in the log is garbage.
 *
 * Records of live things may be moved to the end of the log, those in the oldest file first. So a message can
 * stand before its queue, or a binding before its exchange; but never a thing behind its own end.
 */
export class LiveSet {
  readonly exchanges = new Map<string, LiveRecord>();
  readonly queues = new Map<string, LiveQueue>();
  /** By body. */
  readonly bindings = new Map<string, LiveBinding>();
  readonly #messages = new Map<number, LiveMessages>();
  /** Bodies of bindings, by either end. */
  readonly #bindingsOf = new Map<string, Set<string>>();
  #bytes = 0;

  /** Octets of all records that still count. */
  get bytes(): number {
    return this.#bytes;
  }

  exchange(name: string, record: LiveRecord): void {
    this.#bytes += record.bytes - (this.exchanges.get(name)?.bytes ?? 0);
    this.exchanges.set(name, record);
  }

  exchangeDeleted(name: string): void {
    this.#bytes -= this.exchanges.get(name)?.bytes ?? 0;
    this.exchanges.delete(name);
    this.#unbindAll(endKey("exchange", name));
  }

  queue(name: string, record: LiveQueue): void {
    this.#bytes += record.bytes - (this.queues.get(name)?.bytes ?? 0);
    this.queues.set(name, record);
  }

  /** @param name its bindings are known by it, its messages by number. */
  queueDeleted(number: number, name: string): void {
    this.#bytes -= this.#messages.get(number)?.totalBytes ?? 0;
    this.#messages.delete(number);
    const queue = this.queues.get(name);
    if (queue?.number === number) {
      this.#bytes -= queue.bytes;
      this.queues.delete(name);
    }
    this.#unbindAll(endKey("queue", name));
  }

  bound(ends: Ends, record: LiveRecord): void {
    this.unbound(record.body);
    this.#bytes += record.bytes;
    this.bindings.set(record.body, { ...record, ends });
    for (const key of endKeys(ends)) {
      const bodies = this.#bindingsOf.get(key);
      if (bodies === undefined) this.#bindingsOf.set(key, new Set([record.body]));
      else bodies.add(record.body);
    }
  }

  unbound(body: string): void {
    const binding = this.bindings.get(body);
    if (binding === undefined) return;
    this.#bytes -= binding.bytes;
    this.bindings.delete(body);
    for (const key of endKeys(binding.ends)) {
      const bodies = this.#bindingsOf.get(key);
      bodies?.delete(body);
      if (bodies?.size === 0) this.#bindingsOf.delete(key);
    }
  }

  message(queueNumber: number, id: number, bytes: number): void {
    const messages = this.#messagesOf(queueNumber);
    const added = bytes - (messages.bytes.get(id) ?? 0);
    messages.bytes.set(id, bytes);
    this.#count(messages, added);
  }

  restated(queueNumber: number, restatement: Restatement, bytes: number): void {
    const messages = this.#messagesOf(queueNumber);
    if (!messages.restated.has(restatement.id)) this.#count(messages, bytes);
    messages.restated.set(restatement.id, { ...restatement, bytes });
  }

  gone(queueNumber: number, id: number): void {
    const messages = this.#messages.get(queueNumber);
    if (messages === undefined) return;
    this.#count(messages, -(messages.bytes.get(id) ?? 0));
    messages.bytes.delete(id);
    if (messages.restated.size === 0) return;
    this.#count(messages, -(messages.restated.get(id)?.bytes ?? 0));
    messages.restated.delete(id);
  }

  /** Ids of a queue's messages, in the order of their records. */
  messageIds(queueNumber: number): Iterable<number> {
    return this.#messages.get(queueNumber)?.bytes.keys() ?? [];
  }

  hasMessage(queueNumber: number, id: number): boolean {
    return this.#messages.get(queueNumber)?.bytes.has(id) === true;
  }

  /** Whether this is the last that was said of where a message stands. */
  isRestated(queueNumber: number, { id, position, acquiredCount }: Restatement): boolean {
    const last = this.#messages.get(queueNumber)?.restated.get(id);
    return last?.position === position && last.acquiredCount === acquiredCount;
  }

  #messagesOf(queueNumber: number): LiveMessages {
    const known = this.#messages.get(queueNumber);
    if (known !== undefined) return known;
    const messages: LiveMessages = { bytes: new Map(), totalBytes: 0, restated: new Map() };
    this.#messages.set(queueNumber, messages);
    return messages;
  }

  #count(messages: LiveMessages, bytes: number): void {
    messages.totalBytes += bytes;
    this.#bytes += bytes;
  }

  #unbindAll(key: string): void {
    for (const body of this.#bindingsOf.get(key) ?? []) this.unbound(body);
  }
}

function endKeys({ source, destinationKind, destination }: Ends): readonly string[] {
  return [endKey("exchange", source), endKey(destinationKind, destination)];
}

function endKey(kind: BindingRecord["destinationKind"], name: string): string {
  return `${kind} ${name}`;
}
