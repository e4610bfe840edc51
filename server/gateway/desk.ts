import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { Outbox } from "./outbox.ts";

export interface DeskLimits {
  /** On their way to everybody together. */
  readonly maxBytes: number;
  /** Handed out in the long run. */
  readonly bytesPerMs: number;
}

export interface DeskDeps {
  readonly wall: WallClock;
  /** Calls back when whatever else has come is seen to. */
  readonly soon: (callback: () => void) => void;
}

/** What one socket may have asked for beside what is on its way: its page joins again, and asks for a piece of the log. */
const MOST_WAITING = 3;
/** A slow phone takes a chunk of a log in this time. */
const GIVE_UP_MS = 30_000;

/**
 * Hands out what is large: logs, plans, checkpoints. One to a socket at a time, so many bytes to all of them together, and
 * nothing is made ready for a socket that is gone.
 */
export class Desk {
  #limits: DeskLimits;
  #deps: DeskDeps;
  #bytesOnTheirWay = 0;
  /** Who waits, longest first. */
  #line = new Set<Counter>();
  #isServing = false;

  constructor(limits: DeskLimits, deps: DeskDeps) {
    this.#limits = limits;
    this.#deps = deps;
  }

  counterFor(outbox: Outbox, hangUp: () => void): Counter {
    return new Counter(outbox, hangUp, (counter) => {
      this.#line.add(counter);
      this.#serveSoon();
    });
  }

  #serveSoon(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    this.#deps.soon(() => {
      this.#serveNext();
    });
  }

  /** One in a turn, and no faster than a good line carries it: commands and ticks are not held up. */
  #serveNext(): void {
    const [next] = this.#line;
    if (!next || this.#bytesOnTheirWay >= this.#limits.maxBytes) {
      this.#isServing = false;
      return;
    }
    this.#line.delete(next);
    next.serve();
    // What was made ready in this turn is in its outbox by the next.
    this.#deps.soon(() => {
      const { wall } = this.#deps;
      const cancel = wall.setTimer(GIVE_UP_MS, next.hangUp);
      const bytes = next.sentBytes;
      this.#bytesOnTheirWay += bytes;
      next.whenWritten(() => {
        this.#bytesOnTheirWay -= bytes;
        cancel();
        this.#serveSoon();
      });
      wall.setTimer(bytes / this.#limits.bytesPerMs, () => {
        this.#serveNext();
      });
    });
  }
}

/** Where one socket asks. */
export class Counter {
  readonly hangUp: () => void;
  #outbox: Outbox;
  #ready: (counter: Counter) => void;
  #waiting: (() => void)[] = [];
  #isBusy = false;
  #queuedBefore = 0;

  constructor(outbox: Outbox, hangUp: () => void, ready: (counter: Counter) => void) {
    this.#outbox = outbox;
    this.hangUp = hangUp;
    this.#ready = ready;
  }

  /** Whether it would take nothing more. */
  get isFull(): boolean {
    return this.#waiting.length >= MOST_WAITING;
  }

  /** @param answer makes it ready and sends it, in its turn. @returns false when too much waits already. */
  ask(answer: () => void): boolean {
    if (this.isFull) return false;
    this.#waiting.push(answer);
    if (!this.#isBusy && this.#waiting.length === 1) this.#ready(this);
    return true;
  }

  serve(): void {
    const answer = this.#waiting.shift();
    this.#isBusy = true;
    this.#queuedBefore = this.#outbox.queuedBytes;
    if (!this.#outbox.isClosed) answer?.();
  }

  /** Since it was served. */
  get sentBytes(): number {
    return this.#outbox.queuedBytes - this.#queuedBefore;
  }

  /** Told when that is with the operating system, or never will be: then it is the next one's turn. */
  whenWritten(written: () => void): void {
    this.#outbox.whenWritten(() => {
      this.#isBusy = false;
      if (this.#waiting.length > 0) this.#ready(this);
      written();
    });
  }
}
