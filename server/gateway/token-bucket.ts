/** Lets `burst` requests through at once and `perSecond` in the long run. */
export class TokenBucket {
  #burst: number;
  #perSecond: number;
  #nowMs: () => number;
  #tokens: number;
  #sinceMs: number;

  constructor(
    { burst, perSecond }: { readonly burst: number; readonly perSecond: number },
    nowMs: () => number,
  ) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#nowMs = nowMs;
    this.#tokens = burst;
    this.#sinceMs = nowMs();
  }

  /** @returns false when it is too much. */
  take(): boolean {
    const nowMs = this.#nowMs();
    const refilled = this.#tokens + ((nowMs - this.#sinceMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, refilled);
    this.#sinceMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
