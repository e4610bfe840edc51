const MOST = 10;
const WINDOW_MS = 60_000;
/** More addresses than this are not remembered: the oldest are forgotten. */
const MOST_ADDRESSES = 10_000;

interface Failures {
  readonly sinceMs: number;
  count: number;
}

/** Counts failed logins by address: ten within a minute are enough. */
export class FailedAttempts {
  readonly #now: () => number;
  /** Oldest first. */
  readonly #failures = new Map<string, Failures>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Nobody from there is to be let in, until a minute after the first failure. */
  areEnough(address: string): boolean {
    return (this.#recent(address)?.count ?? 0) >= MOST;
  }

  add(address: string): void {
    const recent = this.#recent(address);
    if (recent !== undefined) {
      recent.count += 1;
      return;
    }
    this.#failures.delete(address);
    this.#failures.set(address, { sinceMs: this.#now(), count: 1 });
    for (const [oldest] of this.#failures) {
      if (this.#failures.size <= MOST_ADDRESSES) return;
      this.#failures.delete(oldest);
    }
  }

  #recent(address: string): Failures | undefined {
    const failures = this.#failures.get(address);
    return failures !== undefined && this.#now() - failures.sinceMs < WINDOW_MS
      ? failures
      : undefined;
  }
}
