/** What a broker can run low on, as RabbitMQ calls it. */
export type Resource = "disk" | "memory";

/** What the broker is low on, and the connections that wait until it no longer is. */
export class ResourceAlarms {
  readonly #low = new Set<Resource>();
  #waiting = new Set<() => void>();

  get isRaised(): boolean {
    return this.#low.size > 0;
  }

  /** "low on memory", or "low on disk & memory". */
  get reason(): string {
    return `low on ${[...this.#low].sort().join(" & ")}`;
  }

  set(resource: Resource, isLow: boolean): void {
    if (isLow) this.#low.add(resource);
    else this.#low.delete(resource);
    if (this.isRaised) return;
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const over of waiting) over();
  }

  /** Calls `over` once, when the last alarm ends. @returns a function that forgets it. */
  whenOver(over: () => void): () => void {
    this.#waiting.add(over);
    return () => this.#waiting.delete(over);
  }
}
