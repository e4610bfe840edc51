import type { Message } from "#broker/core/message.ts";
import { ENTRY } from "./entry.ts";
import {
  HAS_COPY_KEYS,
  HAS_EXPIRATION,
  HAS_EXPIRY,
  HAS_FAILURES,
  IS_LETTER,
  IS_PERSISTENT,
  NO_PRIORITY,
  type ContentCodec,
  type Restatement,
} from "./message-codec.ts";
import { RecordWriter, type Chunks } from "./record-writer.ts";

const GONE_ITEM_BYTES = 12;
/** Fields of fixed length in a message's record, generously. */
const MESSAGE_FIXED_BYTES = 84;

/** Writes entries as records. What it returns is their length in octets. */
export class EntryWriter<Content> {
  readonly #codec: ContentCodec<Content>;
  readonly #records = new RecordWriter();
  /** A `gone` record is begun: those that follow at once are added to it. */
  #goneIsOpen = false;

  constructor(codec: ContentCodec<Content>) {
    this.#codec = codec;
  }

  get pendingBytes(): number {
    return this.#records.pendingBytes;
  }

  /** An entry whose body is made already. */
  entry(type: number, body: Uint8Array): number {
    const records = this.#begin(type, body.length);
    records.raw(body);
    return records.end();
  }

  message(queueNumber: number, message: Message<Content>): number {
    const { id, publication, position, expiresAtMs } = message;
    const { exchange, routingKey, copyKeys, priority, persistent, expirationMs, bodyBytes } =
      publication;
    const { failures = 0 } = publication;
    let room = MESSAGE_FIXED_BYTES + textRoom(exchange) + textRoom(routingKey);
    for (const key of copyKeys) room += textRoom(key);
    const records = this.#begin(ENTRY.message, room);
    records.uint32(queueNumber);
    records.number(id);
    records.number(position);
    records.octet(priority ?? 0);
    records.octet(
      (expiresAtMs === undefined ? 0 : HAS_EXPIRY) |
        (expirationMs === undefined ? 0 : HAS_EXPIRATION) |
        (persistent ? IS_PERSISTENT : 0) |
        (copyKeys.length === 0 ? 0 : HAS_COPY_KEYS) |
        (priority === undefined ? NO_PRIORITY : 0) |
        (publication.isLetter === true ? IS_LETTER : 0) |
        (failures === 0 ? 0 : HAS_FAILURES),
    );
    if (expiresAtMs !== undefined) records.number(expiresAtMs);
    if (expirationMs !== undefined) records.number(expirationMs);
    if (failures > 0) records.uint32(failures);
    records.text(exchange);
    records.text(routingKey);
    records.number(bodyBytes);
    if (copyKeys.length > 0) {
      records.uint32(copyKeys.length);
      for (const key of copyKeys) records.text(key);
    }
    for (const chunk of this.#codec.contentToChunks(publication.content)) records.bytes(chunk);
    return records.end();
  }

  gone(queueNumber: number, messageId: number): void {
    if (this.#goneIsOpen && !this.#records.hasRoom(GONE_ITEM_BYTES)) this.#closeGone();
    if (!this.#goneIsOpen) {
      this.#begin(ENTRY.gone, GONE_ITEM_BYTES);
      this.#goneIsOpen = true;
    }
    this.#records.uint32(queueNumber);
    this.#records.number(messageId);
  }

  restated(queueNumber: number, restatement: Restatement): number {
    const { id, position, deliveryCount, acquiredCount } = restatement;
    const records = this.#begin(ENTRY.restated, 28);
    records.uint32(queueNumber);
    records.number(id);
    records.number(position);
    records.uint32(deliveryCount);
    records.uint32(acquiredCount);
    return records.end();
  }

  stopped(deliveredIds: readonly number[]): void {
    const records = this.#begin(ENTRY.stopped, deliveredIds.length * 8);
    for (const id of deliveredIds) records.number(id);
    records.end();
  }

  /** A whole record as it stands in a file. */
  copy(record: Uint8Array): void {
    this.#closeGone();
    this.#records.copy(record);
  }

  /** Entries another writer wrote. */
  append(entries: Chunks): void {
    this.#closeGone();
    this.#records.append(entries);
  }

  take(): Chunks {
    this.#closeGone();
    return this.#records.take();
  }

  #begin(type: number, room: number): RecordWriter {
    this.#closeGone();
    this.#records.begin(type, room);
    return this.#records;
  }

  #closeGone(): void {
    if (!this.#goneIsOpen) return;
    this.#goneIsOpen = false;
    this.#records.end();
  }
}

/** UTF-8 takes at most three octets a UTF-16 unit. */
function textRoom(text: string): number {
  return 2 + 3 * text.length;
}
