import { isIPv6 } from "node:net";
import { TokenBucket, type Rate } from "./token-bucket.ts";

/** Of so many addresses it is remembered what they did; an attacker may have more. */
const MOST_ADDRESSES = 10_000;

/** A rate that each address has to keep to. */
export class AddressLimit {
  #rate: Rate;
  #nowMs: () => number;
  #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
  }

  /** @returns false when it is too much from there. */
  take(address: string): boolean {
    const key = keyOf(address);
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= MOST_ADDRESSES) this.#forget();
      bucket = new TokenBucket(this.#rate, this.#nowMs);
      this.#buckets.set(key, bucket);
    }
    return bucket.take();
  }

  /** Whether the next one would be too much. */
  isSpent(address: string): boolean {
    return this.#buckets.get(keyOf(address))?.isEmpty ?? false;
  }

  /** Who has kept to the rate for long; and else who was here first. */
  #forget(): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull) this.#buckets.delete(key);
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size < MOST_ADDRESSES) return;
      this.#buckets.delete(key);
    }
  }
}

/** A version 6 address is one of 2^64 that its owner can take: their subnet counts as one. */
function keyOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array.from({ length: zeros }, () => "0"), ...after].slice(0, 4).join(":");
}
