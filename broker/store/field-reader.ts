/** Reads the fields of a record's body. The record's crc was right, so they are there. */
export class FieldReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  octet(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  flag(): boolean {
    return this.octet() !== 0;
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4));
  }

  number(): number {
    return this.#bytes.readDoubleLE(this.#advance(8));
  }

  text(): string {
    const length = this.#bytes.readUInt16LE(this.#advance(2));
    const at = this.#advance(length);
    return this.#bytes.toString("utf8", at, at + length);
  }

  /** A view: it keeps the whole file in memory as long as it is kept itself. */
  bytes(): Buffer {
    return this.#view(this.uint32());
  }

  /** A view of all that is left. */
  rest(): Buffer {
    return this.#view(this.remaining);
  }

  #view(length: number): Buffer {
    const at = this.#advance(length);
    return this.#bytes.subarray(at, at + length);
  }

  #advance(length: number): number {
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
