import type { ClockReading } from "#shared/protocol/events.ts";
import { createStore, type Readable } from "#client/store.ts";

/** How long a reading is carried on before time stands still: the server went silent. */
const CARRY_MS = 250;

/** Which moment of the run is looked at. */
export type View =
  { readonly following: true } | { readonly following: false; readonly atMs: number };

/** The moment looked at, and where the run itself is. Lab milliseconds. */
export interface Moment {
  readonly nowMs: number;
  readonly liveMs: number;
}

/** Lab time as this browser knows it, and the moment its picture shows. */
export interface PlaybackClock extends Readable<View> {
  /** Takes the server's latest reading. */
  readonly read: (reading: ClockReading) => void;
  /** A run begins: back to zero, and following it. */
  readonly restart: () => void;
  /** Holds the picture at a moment of the past while the run goes on; now and later is to follow it. */
  readonly seek: (atMs: number) => void;
  /** Back to now. */
  readonly follow: () => void;
  readonly moment: () => Moment;
  /** Whether time goes by without another reading. */
  readonly isMoving: () => boolean;
}

const FOLLOWING: View = { following: true };

/**
 * Between two readings time runs on linearly at the server's rate, but never
 * more than 250 ms past the last: what the server did not say, is not shown.
 *
 * @param wallMs a monotonic clock
 */
export function createPlaybackClock(wallMs: () => number): PlaybackClock {
  const view = createStore<View>(FOLLOWING);
  let reading: ClockReading = { labMs: 0, rate: 0 };
  let readAtMs = wallMs();
  let shownMs = 0;

  const liveMs = () => {
    const carriedMs = Math.min(Math.max(wallMs() - readAtMs, 0), CARRY_MS);
    const readMs = reading.labMs + carriedMs * reading.rate;
    // A late tick must not make a running clock tick backwards.
    const isJitter = reading.rate > 0 && shownMs - readMs < CARRY_MS * reading.rate;
    shownMs = isJitter ? Math.max(shownMs, readMs) : readMs;
    return shownMs;
  };

  const follow = () => {
    if (!view.get().following) view.set(FOLLOWING);
  };

  return {
    read(next) {
      reading = next;
      readAtMs = wallMs();
      // The view stays; what it shows moves on.
      view.set(view.get());
    },

    restart() {
      reading = { labMs: 0, rate: 0 };
      readAtMs = wallMs();
      shownMs = 0;
      view.set(FOLLOWING);
    },

    seek(atMs) {
      const pastMs = Math.max(0, atMs);
      if (pastMs >= liveMs()) {
        follow();
        return;
      }
      const before = view.get();
      if (!before.following && before.atMs === pastMs) return;
      view.set({ following: false, atMs: pastMs });
    },

    follow,

    moment() {
      const [live, shown] = [liveMs(), view.get()];
      return { nowMs: shown.following ? live : Math.min(shown.atMs, live), liveMs: live };
    },

    isMoving: () => reading.rate > 0 && wallMs() - readAtMs < CARRY_MS,

    initial: view.initial,
    get: view.get,
    subscribe: view.subscribe,
  };
}
