/** Lets so many in at a time; whoever comes then waits at the door. */
export class WaitingRoom {
  readonly #places: number;
  readonly #inside = new Set<Promise<void>>();

  constructor(places: number) {
    this.#places = places;
  }

  /** Resolves when there is a place for `work`, not when that is done. */
  async enter(work: () => Promise<void>): Promise<void> {
    while (this.#inside.size >= this.#places) await Promise.race(this.#inside);
    const inside = work().finally(() => this.#inside.delete(inside));
    this.#inside.add(inside);
  }

  async empty(): Promise<void> {
    await Promise.all(this.#inside);
  }
}
