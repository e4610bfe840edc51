import type { Result } from "#shared/kernel/result.ts";
import type { ClockReading, Tick } from "#shared/protocol/events.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { LogStore } from "./log-store.ts";
import type { PlaybackClock } from "#client/time/playback-clock.ts";

/** Asks the server for the part of a log that is missing here. */
export type FetchSince = (from: {
  readonly runId: RunId;
  readonly afterSeq: Seq | 0;
}) => Promise<Result<readonly Logged[], unknown>>;

export interface LiveLogPorts {
  readonly store: LogStore<RunState>;
  readonly clock: PlaybackClock;
  readonly fetchSince: FetchSince;
  /** Resolves after that long. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Follows the log of a lab's current run: without a gap, and nothing twice. */
export interface LiveLog {
  /** What to ask for when joining: the run this browser has, and how much of it. */
  readonly position: () => { readonly runId: RunId | null; readonly afterSeq: Seq | 0 };
  /** Takes the picture given to one who joins or comes back, and asks for what lies between it and `lastSeq`. */
  readonly joined: (
    runId: RunId | null,
    events: readonly Logged[],
    clock: ClockReading,
    lastSeq: Seq | 0,
  ) => Promise<void>;
  /** The lab has another run, or none. */
  readonly runChanged: (runId: RunId | null) => void;
  readonly tick: (tick: Tick) => Promise<void>;
}

const RETRY_AFTER_MS = 500;

export function createLiveLog({ store, clock, fetchSince, pause }: LiveLogPorts): LiveLog {
  /** Batches that came while a gap was being filled; `undefined` when none is. */
  let waiting: (readonly Logged[])[] | undefined;

  const runId = () => store.get().runId;
  const afterSeq = () => store.get().count as Seq | 0;

  const begin = (next: RunId | null) => {
    if (next === runId()) return;
    waiting = undefined;
    store.begin(next);
    clock.restart();
  };

  const repair = async (run: RunId, lastSeq: Seq | 0 = 0) => {
    const mine: (readonly Logged[])[] = [];
    waiting = mine;
    // Whoever begins another run takes `waiting` away, and with it this repair's business.
    while (waiting === mine) {
      const before = afterSeq();
      const answer = await fetchSince({ runId: run, afterSeq: before });
      if (waiting !== mine) return;
      const isApplied = answer.ok && store.append(answer.value) === undefined;
      if (isApplied && afterSeq() >= lastSeq && isWhole(mine)) break;
      // A long log comes in chunks: this was one of them.
      if (afterSeq() === before) await pause(RETRY_AFTER_MS);
    }
    if (waiting === mine) waiting = undefined;
  };

  /** Applies what came meanwhile. @returns whether it continued the log. */
  const isWhole = (batches: readonly (readonly Logged[])[]) =>
    batches.every((batch) => store.append(batch) === undefined);

  const take = async (run: RunId, events: readonly Logged[]) => {
    if (waiting !== undefined) {
      waiting.push(events);
      return;
    }
    if (store.append(events) !== undefined) await repair(run);
  };

  return {
    position: () => ({ runId: runId(), afterSeq: afterSeq() }),

    async joined(run, events, reading, lastSeq) {
      begin(run);
      clock.read(reading);
      waiting = undefined;
      if (run === null) return;
      await take(run, events);
      if (runId() === run && afterSeq() < lastSeq) await repair(run, lastSeq);
    },

    runChanged: begin,

    async tick({ runId: run, events, clock: reading }) {
      if (run !== runId()) {
        // A late tick of an earlier run, unless it is the very beginning of the next.
        if (events[0]?.seq !== 1) return;
        begin(run);
      }
      clock.read(reading);
      await take(run, events);
    },
  };
}
