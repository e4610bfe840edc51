/** The time on the wall and timers on it; tests bring their own. */
export interface WallClock {
  /** Milliseconds from a moment of its own choosing. Never runs backwards. */
  readonly nowMs: () => number;
  /** @returns a function that cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void;
}

/** Resolves after `delayMs` of wall time. */
export function pause(clock: WallClock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimer(delayMs, resolve);
  });
}
