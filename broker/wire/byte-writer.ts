import { asBuffer, type KeptBytes } from "./kept-bytes.ts";
import { encodeText } from "./text.ts";

const INITIAL_BYTES = 1024;
/** Smaller output is copied out, so that the buffer can be used again; larger output takes the buffer along. */
const COPY_OUT_BYTES = 16 * 1024;
/** Content at least this long is passed on by reference. */
const BY_REFERENCE_BYTES = 8 * 1024;
const SHORT_STRING_BYTES = 255;

/** Writes AMQP's elementary domains into a buffer that grows. */
export class ByteWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #buffer = asBuffer(this.#bytes);
  #at = 0;
  /** Chunks finished before the buffer's content. */
  #done: Uint8Array[] = [];
  #doneBytes = 0;

  get length(): number {
    return this.#doneBytes + this.#at;
  }

  octet(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  short(value: number): void {
    this.#reserve(2);
    this.#view.setUint16(this.#at, value);
    this.#at += 2;
  }

  long(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#at, value);
    this.#at += 4;
  }

  longlong(value: number): void {
    this.#reserve(8);
    this.#view.setUint32(this.#at, Math.floor(value / 0x1_0000_0000));
    this.#view.setUint32(this.#at + 4, value >>> 0);
    this.#at += 8;
  }

  bigLonglong(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigUint64(this.#at, BigInt.asUintN(64, value));
    this.#at += 8;
  }

  float(value: number): void {
    this.#reserve(4);
    this.#view.setFloat32(this.#at, value);
    this.#at += 4;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  /** @throws RangeError over 255 octets: our own texts must fit. */
  shortstr(text: string): void {
    this.#reserve(1 + 3 * text.length);
    const length = this.#text(text, this.#at + 1);
    if (length > SHORT_STRING_BYTES) throw new RangeError(`short string of ${length} octets`);
    this.#bytes[this.#at] = length;
    this.#at += 1 + length;
  }

  longText(text: string): void {
    this.#reserve(4 + 3 * text.length);
    const length = this.#text(text, this.#at + 4);
    this.#view.setUint32(this.#at, length);
    this.#at += 4 + length;
  }

  longstr(bytes: Uint8Array): void {
    this.long(bytes.length);
    this.bytes(bytes);
  }

  /** Like {@link bytes}, but long ones are kept by reference and must not change afterwards. */
  passOn(bytes: KeptBytes): void {
    if (typeof bytes === "string") {
      this.#reserve(bytes.length);
      this.#at += this.#buffer.write(bytes, this.#at, "latin1");
      return;
    }
    if (bytes.length < BY_REFERENCE_BYTES) {
      this.bytes(bytes);
      return;
    }
    this.#seal();
    this.#done.push(bytes);
    this.#doneBytes += bytes.length;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Leaves room for a size; {@link patchSize} fills it in. Nothing passed on may come between. */
  reserveLong(): number {
    this.long(0);
    return this.#at;
  }

  /** Writes at `reserved` how many octets were written since. */
  patchSize(reserved: number): void {
    this.#view.setUint32(reserved - 4, this.#at - reserved);
  }

  /** What was written, in order; the writer is empty afterwards. */
  take(): readonly Uint8Array[] {
    this.#seal();
    const taken = this.#done;
    this.#done = [];
    this.#doneBytes = 0;
    return taken;
  }

  #text(text: string, start: number): number {
    const bytes = this.#bytes;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return encodeText(text, bytes.subarray(start));
      bytes[start + i] = code;
    }
    return text.length;
  }

  #reserve(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#at + length));
    grown.set(this.#bytes.subarray(0, this.#at));
    this.#use(grown);
  }

  #seal(): void {
    if (this.#at === 0) return;
    const written = this.#bytes.subarray(0, this.#at);
    if (this.#at < COPY_OUT_BYTES) {
      this.#done.push(written.slice());
    } else {
      this.#done.push(written);
      this.#use(new Uint8Array(INITIAL_BYTES));
    }
    this.#doneBytes += this.#at;
    this.#at = 0;
  }

  #use(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#buffer = asBuffer(bytes);
  }
}
