import type { WallClock } from "#shared/kernel/wall-clock.ts";

export interface FakeWallClock extends WallClock {
  /** Lets so much time go by, ringing timers on their way, `lateMs` after they are due. */
  readonly advance: (ms: number) => void;
  /** How late timers ring from now on. */
  lateMs: number;
}

/** A wall clock that stands still until told. */
export function fakeWallClock(): FakeWallClock {
  let nowMs = 0;
  let timers: { readonly dueMs: number; readonly callback: () => void }[] = [];
  const clock: FakeWallClock = {
    lateMs: 0,
    nowMs: () => nowMs,
    setTimer: (delayMs, callback) => {
      const timer = { dueMs: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = timers.toSorted((a, b) => a.dueMs - b.dueMs)[0];
        if (!next || next.dueMs + clock.lateMs > untilMs) break;
        timers = timers.filter((other) => other !== next);
        nowMs = Math.max(nowMs, next.dueMs + clock.lateMs);
        next.callback();
      }
      nowMs = untilMs;
    },
  };
  return clock;
}
