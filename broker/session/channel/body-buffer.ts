const FIRST_BYTES = 64 * 1024;

/** A body that comes in several frames, put together. Memory follows what has come, not what was announced. */
export class BodyBuffer {
  readonly #bodyBytes: number;
  #bytes: Uint8Array;
  #length = 0;

  /** @param bodyBytes its whole length: no more will be added. */
  constructor(bodyBytes: number) {
    this.#bodyBytes = bodyBytes;
    this.#bytes = new Uint8Array(Math.min(bodyBytes, FIRST_BYTES));
  }

  add(part: Uint8Array): void {
    const length = this.#length + part.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(
        Math.min(this.#bodyBytes, Math.max(length, 2 * this.#bytes.length)),
      );
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(part, this.#length);
    this.#length = length;
  }

  /** What it occupies. */
  get capacityBytes(): number {
    return this.#bytes.length;
  }

  /** All of it, when all has been added. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }
}
