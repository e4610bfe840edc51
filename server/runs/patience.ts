import type { WallClock } from "#shared/kernel/wall-clock.ts";

/** How long something is waited for. Whoever comes to wait as well can make it shorter. */
export class Patience {
  /** Resolves when it is over, not when it is ended. */
  readonly over: Promise<void>;
  #wall: WallClock;
  #untilMs = Infinity;
  #cancel: () => void = () => undefined;
  #resolve: () => void = () => undefined;

  constructor(wall: WallClock, ms: number) {
    this.#wall = wall;
    this.over = new Promise((resolve) => (this.#resolve = resolve));
    this.atMost(ms);
  }

  get isOver(): boolean {
    return this.#wall.nowMs() >= this.#untilMs;
  }

  /** From now on. */
  atMost(ms: number): void {
    const untilMs = this.#wall.nowMs() + ms;
    if (untilMs >= this.#untilMs) return;
    this.#untilMs = untilMs;
    this.#cancel();
    this.#cancel = this.#wall.setTimer(ms, this.#resolve);
  }

  /** It came in time. */
  end(): void {
    this.#cancel();
  }
}
