import type { Result } from "#shared/kernel/result.ts";
import type { Joined, Tick } from "#shared/protocol/events.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { decodeCheckpoint } from "#shared/run/checkpoint/checkpoint.ts";
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
  /** Takes the picture given to one who joins or comes back, and then asks for the past that it leaves out. */
  readonly joined: (
    runId: RunId | null,
    picture: Pick<Joined, "checkpoint" | "log" | "clock">,
  ) => Promise<void>;
  /** The lab has another run, or none. */
  readonly runChanged: (runId: RunId | null) => void;
  readonly tick: (tick: Tick) => Promise<void>;
}

const RETRY_AFTER_MS = 500;
/** Between two chunks of the past: commands have the line, and the page its time, first. */
const BREATH_MS = 50;

export function createLiveLog({ store, clock, fetchSince, pause }: LiveLogPorts): LiveLog {
  /** Batches that came while a gap was being filled; `undefined` when none is. */
  let waiting: (readonly Logged[])[] | undefined;

  /** The run whose past is being asked for. */
  let filling: RunId | null = null;

  const runId = () => store.get().runId;
  const afterSeq = () => store.get().count as Seq | 0;

  const begin = (next: RunId | null) => {
    if (next === runId()) return;
    waiting = undefined;
    store.begin(next);
    clock.restart();
  };

  const repair = async (run: RunId) => {
    const mine: (readonly Logged[])[] = [];
    waiting = mine;
    // Whoever begins another run takes `waiting` away, and with it this repair's business.
    while (waiting === mine) {
      const answer = await fetchSince({ runId: run, afterSeq: afterSeq() });
      if (waiting !== mine) return;
      const isApplied = answer.ok && store.append(answer.value) === undefined;
      if (isApplied && isWhole(mine)) break;
      await pause(RETRY_AFTER_MS);
    }
    if (waiting === mine) waiting = undefined;
  };

  /** Applies what came meanwhile. @returns whether it continued the log. */
  const isWhole = (batches: readonly (readonly Logged[])[]) =>
    batches.every((batch) => store.append(batch) === undefined);

  /** A chunk at a time, oldest first: that is how it can be folded. */
  const fillPast = async (run: RunId) => {
    if (filling === run) return;
    filling = run;
    while (runId() === run) {
      const { count, pastCount } = store.get();
      if (pastCount >= count) break;
      const answer = await fetchSince({ runId: run, afterSeq: pastCount as Seq | 0 });
      if (runId() !== run) break;
      if (answer.ok) store.fill(answer.value);
      await pause(answer.ok ? BREATH_MS : RETRY_AFTER_MS);
    }
    if (filling === run) filling = null;
  };

  const take = async (run: RunId, events: readonly Logged[]) => {
    if (waiting !== undefined) {
      waiting.push(events);
      return;
    }
    if (store.append(events) !== undefined) await repair(run);
  };

  return {
    position: () => ({ runId: runId(), afterSeq: afterSeq() }),

    async joined(run, { checkpoint, log, clock: reading }) {
      begin(run);
      clock.read(reading);
      waiting = undefined;
      if (run === null) return;
      if (checkpoint !== null && checkpoint.seq > afterSeq()) {
        const state = decodeCheckpoint(checkpoint);
        store.leap({ seq: checkpoint.seq, atMs: state.atMs, state });
      }
      await take(run, log);
      await fillPast(run);
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
