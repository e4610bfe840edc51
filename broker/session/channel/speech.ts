/** What a channel says, in order. A promise waits for the disk, and what is said after it waits behind it (ST20). */
export class Speech {
  /** What waits: a list for each promise, oldest first. */
  readonly #held: (() => void)[][] = [];

  /** Calls `speak`: at once, or when nothing said before it waits. */
  say(speak: () => void): void {
    const behind = this.#held.at(-1);
    if (behind === undefined) speak();
    else behind.push(speak);
  }

  /** What is said from now on waits until it is called back by `whenSafe`, which calls in the order it was asked. */
  holdBack(whenSafe: (then: () => void) => void): void {
    const held: (() => void)[] = [];
    this.#held.push(held);
    whenSafe(() => {
      this.#held.shift();
      for (const speak of held) speak();
    });
  }

  /** What waits is never said. */
  drop(): void {
    for (const held of this.#held) held.length = 0;
  }
}
