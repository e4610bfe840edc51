/** A turn is seen when the timer after it is late: the processor time since the one before is that turn's, or nearly. */
const TICK_MS = 50;

/** Finds the longest turn of this process's event loop, in processor time. */
export class TurnWatch {
  #longestMs = 0;
  #usage = process.cpuUsage();

  constructor() {
    setInterval(() => {
      this.#longestMs = Math.max(this.#longestMs, this.#usedMs());
    }, TICK_MS).unref();
  }

  /** Since the last call. */
  takeLongestMs(): number {
    const longestMs = this.#longestMs;
    this.#longestMs = 0;
    return longestMs;
  }

  /** What comes until now is nobody's turn. */
  skip(): void {
    this.#usedMs();
  }

  #usedMs(): number {
    const { user, system } = process.cpuUsage(this.#usage);
    this.#usage = process.cpuUsage();
    return (user + system) / 1000;
  }
}
