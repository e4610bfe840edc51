import type { Moment, PlaybackClock } from "./playback-clock.ts";
import { createStore, type Readable } from "#client/store.ts";

/** Calls back once, soon: an animation frame, or half a second for those who want less motion. */
export type Schedule = (callback: () => void) => () => void;

/** The moment on the screen, brought up to date as often as it is drawn and never while nothing moves. */
export type MomentTicker = Readable<Moment>;

export function createMomentTicker(clock: PlaybackClock, schedule: Schedule): MomentTicker {
  let cancel: (() => void) | undefined;

  const shown = createStore(clock.moment(), () => {
    const unsubscribe = clock.subscribe(onClockChange);
    onClockChange();
    return () => {
      unsubscribe();
      cancel?.();
      cancel = undefined;
    };
  });

  const update = () => {
    const [before, next] = [shown.get(), clock.moment()];
    if (next.nowMs !== before.nowMs || next.liveMs !== before.liveMs) shown.set(next);
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

  return shown;
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
