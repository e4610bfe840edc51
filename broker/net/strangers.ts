/** Somebody who may not be through the handshake yet. */
interface Stranger {
  readonly isKnown: boolean;
  readonly destroy: () => void;
}

/**
 * Connections that have not been opened yet. There is room for so many: whoever has waited longest goes when
 * another one comes, so that those who only connect can't keep the others out (LI2).
 */
export class Strangers {
  readonly #most: number;
  /** In the order they came. Those that are known by now are put out when room is needed. */
  readonly #waiting = new Set<Stranger>();

  constructor(most: number) {
    this.#most = most;
  }

  add(stranger: Stranger): void {
    if (this.#waiting.size >= this.#most) this.#makeRoom();
    this.#waiting.add(stranger);
  }

  remove(stranger: Stranger): void {
    this.#waiting.delete(stranger);
  }

  #makeRoom(): void {
    for (const each of this.#waiting) if (each.isKnown) this.#waiting.delete(each);
    if (this.#waiting.size < this.#most) return;
    for (const longest of this.#waiting) {
      this.#waiting.delete(longest);
      longest.destroy();
      return;
    }
  }
}
