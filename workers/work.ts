/** What work needs of lab time. */
export interface WorkClock {
  readonly nowMs: () => number;
  /** Calls back when lab time reaches `dueMs`. @returns a function that cancels it. */
  readonly at: (dueMs: number, callback: () => void) => () => void;
  /** What `act` does happens at one moment of lab time. */
  readonly moment: (act: () => void) => void;
}

/** One task being worked on: `serviceMs` of work at a speed that may change on the way, and be 0. */
export class Work {
  #clock: WorkClock;
  #onDone: () => void;
  #leftMs: number;
  #speed: number;
  #sinceMs: number;
  #cancelTimer: () => void;

  constructor(
    clock: WorkClock,
    { serviceMs, speed }: { readonly serviceMs: number; readonly speed: number },
    onDone: () => void,
  ) {
    this.#clock = clock;
    this.#onDone = onDone;
    this.#leftMs = serviceMs;
    this.#speed = speed;
    this.#sinceMs = clock.nowMs();
    this.#cancelTimer = this.#schedule();
  }

  /** Work left to do, in milliseconds at speed 1. */
  get leftMs(): number {
    return Math.max(0, this.#leftMs - (this.#clock.nowMs() - this.#sinceMs) * this.#speed);
  }

  /** What is left goes on at the new speed. */
  setSpeed(speed: number): void {
    this.#leftMs = this.leftMs;
    this.#sinceMs = this.#clock.nowMs();
    this.#speed = speed;
    this.#cancelTimer();
    this.#cancelTimer = this.#schedule();
  }

  cancel(): void {
    this.#cancelTimer();
  }

  #schedule(): () => void {
    if (this.#speed === 0) return () => undefined;
    return this.#clock.at(this.#sinceMs + this.#leftMs / this.#speed, this.#onDone);
  }
}
