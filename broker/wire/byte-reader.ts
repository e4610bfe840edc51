import { ConnectionError } from "#broker/amqp-error.ts";
import { asBuffer } from "./kept-bytes.ts";
import { decodeText, decodeUtf8 } from "./text.ts";

/** Bytes that don't hold what they should: cut short, of an unknown type, nested too deep. */
export class Malformed extends ConnectionError {
  constructor(detail: string) {
    super(502, detail);
  }
}

/** A short string that holds other bytes than it may. */
export class NotUtf8 extends ConnectionError {
  constructor() {
    super(501, "Malformed UTF-8 in shortstr");
  }
}

/** Reads AMQP's elementary domains from one frame's payload. Every read beyond the end throws {@link Malformed}. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  /** Octets from the start of the bytes it reads. */
  get position(): number {
    return this.#at;
  }

  octet(): number {
    return this.#octetAt(this.#advance(1));
  }

  short(): number {
    const at = this.#advance(2);
    return (this.#octetAt(at) << 8) | this.#octetAt(at + 1);
  }

  long(): number {
    return this.#longAt(this.#advance(4));
  }

  /** Exact up to 2^53. */
  longlong(): number {
    const at = this.#advance(8);
    return this.#longAt(at) * 0x1_0000_0000 + this.#longAt(at + 4);
  }

  bigLonglong(): bigint {
    const at = this.#advance(8);
    return this.#view().getBigUint64(at);
  }

  float(): number {
    const at = this.#advance(4);
    return this.#view().getFloat32(at);
  }

  double(): number {
    const at = this.#advance(8);
    return this.#view().getFloat64(at);
  }

  /** @throws {@link NotUtf8} when it is not UTF-8. */
  shortstr(): string {
    return this.#shortText(checkedText);
  }

  /** A short string that may hold any bytes. */
  bytestr(): string {
    return this.#shortText(decodeText);
  }

  /** A view, not a copy. */
  longstr(): Uint8Array {
    const length = this.long();
    const start = this.#advance(length);
    // Not of a class of its own making, such as Buffer, whose slice() would be no copy.
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + start, length);
  }

  /** A long string as text, whatever its bytes. */
  longText(): string {
    return decodeText(this.longstr());
  }

  /** A reader of the next `length` bytes alone. */
  sub(length: number): ByteReader {
    const start = this.#advance(length);
    return new ByteReader(this.#bytes, start, start + length);
  }

  #shortText(decode: (bytes: Uint8Array) => string): string {
    const length = this.octet();
    const start = this.#advance(length);
    const end = start + length;
    for (let at = start; at < end; at++) {
      if (this.#octetAt(at) >= 0x80) return decode(this.#bytes.subarray(start, end));
    }
    return asBuffer(this.#bytes).toString("latin1", start, end);
  }

  #advance(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) {
      throw new Malformed(`frame ends ${length - (this.#end - at)} octets early`);
    }
    this.#at = at + length;
    return at;
  }

  #octetAt(at: number): number {
    return this.#bytes[at] ?? 0;
  }

  #longAt(at: number): number {
    const octets = (this.#octetAt(at + 1) << 16) | (this.#octetAt(at + 2) << 8);
    return this.#octetAt(at) * 0x100_0000 + (octets | this.#octetAt(at + 3));
  }

  /** For what is rare; it costs more than it reads. */
  #view(): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
  }
}

function checkedText(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new NotUtf8();
  return text;
}
