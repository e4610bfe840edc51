import { crc32 } from "node:zlib";
import { RECORD_HEAD_BYTES, writeHead } from "./record.ts";

const BUFFER_BYTES = 1024 * 1024;
/** What is at least this long is written from where it is. */
const BY_REFERENCE_BYTES = 16 * 1024;

/** Octets, or a string with a character (U+0000 to U+00FF) for each. */
export type Octets = string | Uint8Array;

/** Records in the order they were written, ready for one writev. */
export interface Chunks {
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
}

/**
 * Puts records into buffers. What was taken stays as it is: writing goes on behind it.
 * One record at a time: `begin`, its fields, `end`.
 */
export class RecordWriter {
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #at = 0;
  #chunks: Uint8Array[] = [];
  #chunkBytes = 0;
  /** What stands in the buffer from here on is in no chunk yet. */
  #sliceAt = 0;

  #head = this.#buffer;
  #headAt = 0;
  #type = 0;
  #bodyBytes = 0;
  #crc = 0;
  /** What stands in the buffer from here on is not in the crc yet. */
  #uncheckedAt = 0;

  get pendingBytes(): number {
    return this.#chunkBytes + this.#at - this.#sliceAt;
  }

  /** @param room octets its fields take at most, without what {@link bytes} writes. */
  begin(type: number, room: number): void {
    this.#makeRoom(RECORD_HEAD_BYTES + room);
    this.#type = type;
    this.#head = this.#buffer;
    this.#headAt = this.#at;
    this.#bodyBytes = 0;
    this.#crc = 0;
    this.#at += RECORD_HEAD_BYTES;
    this.#uncheckedAt = this.#at;
  }

  /** @returns the octets of the record, its head included. */
  end(): number {
    this.#check();
    writeHead(this.#head, this.#headAt, {
      type: this.#type,
      bodyBytes: this.#bodyBytes,
      bodyCrc: this.#crc,
    });
    return RECORD_HEAD_BYTES + this.#bodyBytes;
  }

  /** Whether `bytes` more fit without leaving this buffer: for records of unknown length. */
  hasRoom(bytes: number): boolean {
    return this.#at + bytes <= this.#buffer.length;
  }

  octet(value: number): void {
    this.#at = this.#buffer.writeUInt8(value, this.#at);
  }

  uint32(value: number): void {
    this.#at = this.#buffer.writeUInt32LE(value, this.#at);
  }

  /** Exact up to 2^53; times as well as counts. */
  number(value: number): void {
    this.#at = this.#buffer.writeDoubleLE(value, this.#at);
  }

  /** Up to 65535 octets of UTF-8; leave room for three per character and two more. */
  text(value: string): void {
    const length = this.#buffer.write(value, this.#at + 2);
    this.#buffer.writeUInt16LE(length, this.#at);
    this.#at += 2 + length;
  }

  /** Within the room asked for. */
  raw(value: Uint8Array): void {
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** Its length and itself, a string as an octet each character; long ones are written from where they are. */
  bytes(value: Octets): void {
    const isLong = value.length >= BY_REFERENCE_BYTES;
    this.#makeRoom(4 + (isLong ? 0 : value.length));
    this.uint32(value.length);
    if (isLong) this.#refer(typeof value === "string" ? Buffer.from(value, "latin1") : value);
    else if (typeof value !== "string") this.raw(value);
    else this.#at += this.#buffer.write(value, this.#at, "latin1");
  }

  /** A whole record as it stands in another file, head and all. */
  copy(record: Uint8Array): void {
    this.#makeRoom(record.length);
    this.#buffer.set(record, this.#at);
    this.#at = this.#uncheckedAt = this.#at + record.length;
  }

  /** Whole records that another writer wrote. */
  append({ chunks, bytes }: Chunks): void {
    this.#cut();
    for (const chunk of chunks) this.#chunks.push(chunk);
    this.#chunkBytes += bytes;
  }

  /** Everything written since it was last called. */
  take(): Chunks {
    this.#cut();
    const taken = { chunks: this.#chunks, bytes: this.#chunkBytes };
    this.#chunks = [];
    this.#chunkBytes = 0;
    return taken;
  }

  #refer(value: Uint8Array): void {
    this.#check();
    this.#crc = crc32(value, this.#crc);
    this.#bodyBytes += value.length;
    this.#cut();
    this.#chunks.push(value);
    this.#chunkBytes += value.length;
  }

  #makeRoom(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    this.#check();
    this.#cut();
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(BUFFER_BYTES, bytes));
    this.#at = this.#sliceAt = this.#uncheckedAt = 0;
  }

  #cut(): void {
    if (this.#at === this.#sliceAt) return;
    this.#chunks.push(this.#buffer.subarray(this.#sliceAt, this.#at));
    this.#chunkBytes += this.#at - this.#sliceAt;
    this.#sliceAt = this.#at;
  }

  /** Counts what stands in the buffer into the record's length and crc. */
  #check(): void {
    if (this.#at === this.#uncheckedAt) return;
    this.#crc = crc32(this.#buffer.subarray(this.#uncheckedAt, this.#at), this.#crc);
    this.#bodyBytes += this.#at - this.#uncheckedAt;
    this.#uncheckedAt = this.#at;
  }
}
