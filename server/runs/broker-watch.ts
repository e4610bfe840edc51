import type { WallClock } from "#shared/kernel/wall-clock.ts";

/** What two looks agree on is told within two seconds. */
const LOOK_EVERY_MS = 600;

/** Asks again and again, gently, for as long as it is not stopped. */
export class ForeignWatch {
  #wall: WallClock;
  #look: () => Promise<void>;
  #cancel: (() => void) | null = null;
  #stopped = false;

  /** @param look asks once; never rejects. */
  constructor(wall: WallClock, look: () => Promise<void>) {
    this.#wall = wall;
    this.#look = look;
  }

  start(): void {
    if (this.#stopped) return;
    this.#cancel = this.#wall.setTimer(LOOK_EVERY_MS, () => {
      void this.#look().then(() => {
        this.start();
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }
}
