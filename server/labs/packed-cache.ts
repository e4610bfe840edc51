import { pack, type Packed } from "#shared/protocol/packed.ts";

/** What was packed last, for all labs together: who asks for the same gets the same bytes. */
export class PackedCache {
  #maxBytes: number;
  #bytes = 0;
  /** Longest unused first. */
  #packed = new Map<string, Packed<unknown>>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @param key of this value, and of no other. */
  pack<Value>(key: string, value: () => Value): Packed<Value> {
    const found = this.#packed.get(key);
    this.#packed.delete(key);
    const packed = (found ?? pack(value())) as Packed<Value>;
    this.#packed.set(key, packed);
    if (!found) this.#bytes += packed.byteLength;
    for (const [old, { byteLength }] of this.#packed) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#packed.delete(old);
      this.#bytes -= byteLength;
    }
    return packed;
  }
}
