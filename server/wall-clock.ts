import type { WallClock } from "#shared/kernel/wall-clock.ts";

export const systemClock: WallClock = {
  nowMs: () => performance.now(),
  setTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
