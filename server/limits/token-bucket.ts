export interface Rate {
  /** So many at once… */
  readonly burst: number;
  /** …and so many a second in the long run. */
  readonly perSecond: number;
}

/** Lets through what keeps to a rate. */
export class TokenBucket {
  #rate: Rate;
  #nowMs: () => number;
  #tokens: number;
  #sinceMs: number;

  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
    this.#tokens = rate.burst;
    this.#sinceMs = nowMs();
  }

  /** @returns false when it is too much: then nothing is taken. */
  take(tokens = 1): boolean {
    this.#refill();
    if (this.#tokens < tokens) return false;
    this.#tokens -= tokens;
    return true;
  }

  /** Whether nothing can be taken at the moment. */
  get isEmpty(): boolean {
    this.#refill();
    return this.#tokens < 1;
  }

  /** Whether it is as if nothing had ever been taken. */
  get isFull(): boolean {
    this.#refill();
    return this.#tokens >= this.#rate.burst;
  }

  #refill(): void {
    const nowMs = this.#nowMs();
    const { burst, perSecond } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#sinceMs) / 1000) * perSecond);
    this.#sinceMs = nowMs;
  }
}
