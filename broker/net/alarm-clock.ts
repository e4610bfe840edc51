/** The longest a timer of Node's can wait. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** One timer, for the earliest time it was set to. It may ring early, and then wants to be set again. */
export class AlarmClock {
  readonly #now: () => number;
  readonly #ring: () => void;
  #atMs = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number, ring: () => void) {
    this.#now = now;
    this.#ring = ring;
  }

  /** @param atMs on the clock `now`; later than what it is set to already changes nothing. */
  set(atMs: number): void {
    if (atMs >= this.#atMs) return;
    this.stop();
    this.#atMs = atMs;
    const delayMs = Math.min(Math.max(0, Math.ceil(atMs - this.#now())), MAX_DELAY_MS);
    this.#timer = setTimeout(() => {
      this.#atMs = Infinity;
      this.#ring();
    }, delayMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#atMs = Infinity;
  }
}
