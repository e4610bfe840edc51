import type { Moment, PlaybackClock } from "./playback-clock.ts";

/** Calls back once, soon: an animation frame, or half a second for those who want less motion. */
export type Schedule = (callback: () => void) => () => void;

/** The moment on the screen, brought up to date as often as it is drawn and never while nothing moves. */
export interface MomentTicker {
  readonly getSnapshot: () => Moment;
  readonly subscribe: (onChange: () => void) => () => void;
}

export function createMomentTicker(clock: PlaybackClock, schedule: Schedule): MomentTicker {
  let shown = clock.moment();
  let cancel: (() => void) | undefined;
  let unsubscribe: (() => void) | undefined;
  const listeners = new Set<() => void>();

  const update = () => {
    const next = clock.moment();
    if (next.nowMs === shown.nowMs && next.liveMs === shown.liveMs) return;
    shown = next;
    for (const notify of listeners) notify();
  };

  const frame = () => {
    cancel = undefined;
    update();
    if (clock.isMoving()) cancel = schedule(frame);
  };

  /** A reading while frames are due needs none of its own. */
  const onClockChange = () => {
    if (cancel === undefined) frame();
  };

  return {
    getSnapshot: () => shown,

    subscribe(onChange) {
      listeners.add(onChange);
      if (unsubscribe === undefined) {
        unsubscribe = clock.subscribe(onClockChange);
        onClockChange();
      }
      return () => {
        listeners.delete(onChange);
        if (listeners.size > 0) return;
        unsubscribe?.();
        unsubscribe = undefined;
        cancel?.();
        cancel = undefined;
      };
    },
  };
}

/** One call a frame. */
export const everyFrame: Schedule = (callback) => {
  const id = requestAnimationFrame(callback);
  return () => {
    cancelAnimationFrame(id);
  };
};

/** Steps of half a second. */
export const twiceASecond: Schedule = (callback) => {
  const id = setTimeout(callback, 500);
  return () => {
    clearTimeout(id);
  };
};
