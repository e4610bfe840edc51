import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { comebackMs } from "./machine/comeback.ts";

interface Attempt {
  readonly waitedMs: number;
  readonly triedAtMs: number;
}

/** Workers whose connection went though the broker is there, and who try again by themselves. */
export class Comebacks {
  #wall: WallClock;
  #come: (worker: WorkerId) => void;
  #last = new Map<WorkerId, Attempt>();
  #waiting = new Map<WorkerId, () => void>();
  #isOpen = true;

  /** @param come called when its time has come, unless it is called off before. */
  constructor(wall: WallClock, come: (worker: WorkerId) => void) {
    this.#wall = wall;
    this.#come = come;
  }

  /** It went, and would come back. */
  went(worker: WorkerId): void {
    if (!this.#isOpen || this.#waiting.has(worker)) return;
    const nowMs = this.#wall.nowMs();
    const { waitedMs, triedAtMs } = this.#last.get(worker) ?? { waitedMs: 0, triedAtMs: -Infinity };
    const waitMs = comebackMs(waitedMs, nowMs - triedAtMs);
    const cancel = this.#wall.setTimer(waitMs, () => {
      this.#waiting.delete(worker);
      this.#last.set(worker, { waitedMs: waitMs, triedAtMs: this.#wall.nowMs() });
      this.#come(worker);
    });
    this.#waiting.set(worker, cancel);
  }

  /** There is nothing to come back to: nobody tries until `open`. */
  close(): void {
    this.#isOpen = false;
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  open(): void {
    this.#isOpen = true;
  }
}
