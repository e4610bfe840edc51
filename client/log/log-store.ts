import type { Projection } from "#shared/kernel/projection.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { Joined, Tick } from "#shared/protocol/events.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { PlaybackClock } from "#client/time/playback-clock.ts";
import { createStore, type Readable } from "#client/store.ts";
import { reckoning } from "./reckoning.ts";
import { Stretch } from "./stretch.ts";

/** A run's log so far, and the state it folds to. A new object after every change. */
export interface LogSnapshot<State> {
  readonly runId: RunId | null;
  /** Events that have happened: the seq of the last one. */
  readonly count: number;
  readonly state: State;
  /** Events held from the beginning on: fewer than `count` while the past is still to come. */
  readonly pastCount: number;
}

/** What a run was folded to elsewhere. */
export interface Fold<State> {
  /** The last event it knows of, and when that was. */
  readonly seq: Seq;
  readonly atMs: number;
  readonly state: State;
}

/**
 * One run's log as far as it is here, and a projection of it, at its end or at any earlier moment. Knows nothing of
 * React or sockets.
 */
export interface LogStore<State> extends Readable<LogSnapshot<State>> {
  /** Forgets the log it has and waits for the first event of another run's. */
  readonly begin: (runId: RunId | null) => void;
  /** Applies a batch. @returns the first missing seq when the batch leaves a gap, else `undefined`. */
  readonly append: (batch: readonly Logged[]) => Seq | undefined;
  /** Goes on from there; what lies before comes by `fill`. What is here from the beginning on is kept. */
  readonly leap: (to: Fold<State>) => void;
  /** Applies a batch of what `leap` passed over, if it continues what is here of it. */
  readonly fill: (batch: readonly Logged[]) => void;
  /** Those that are here, in order. */
  readonly events: () => readonly Logged[];
  /** The event of that place in the log, if it is here. */
  readonly event: (seq: number) => Logged | undefined;
  /** How many events had happened by a moment of lab time; of what is not here, as far as is known. */
  readonly countAt: (atMs: number) => number;
  /** Whether what happened by then is still to come. */
  readonly isMissingAt: (atMs: number) => boolean;
  /** The state after the first `count` events, or after the last one before that is here. */
  readonly stateAfter: (count: number) => State;
}

/** Creates a store at the start of a log. Batches may overlap what is already applied. */
export function createLogStore<State>(projection: Projection<State, Logged>): LogStore<State> {
  const snapshot = createStore<LogSnapshot<State>>({
    runId: null,
    count: 0,
    state: projection.initial,
    pastCount: 0,
  });
  /** The end of the log; all of it unless there is a past. */
  let latest = new Stretch(projection);
  /** The beginning, while events between it and `latest` are missing. */
  let past: Stretch<State> | null = null;
  let leaptToMs = 0;

  const changed = (runId = snapshot.get().runId) => {
    const { count, state } = latest;
    snapshot.set({ runId, count, state, pastCount: (past ?? latest).count });
  };

  return {
    initial: snapshot.initial,
    get: snapshot.get,
    subscribe: snapshot.subscribe,

    begin(runId) {
      latest = new Stretch(projection);
      past = null;
      changed(runId);
    },

    append(batch) {
      const before = latest.count;
      if (!latest.append(batch)) return (before + 1) as Seq;
      if (latest.count > before) changed();
      return undefined;
    },

    leap({ seq, atMs, state }) {
      past ??= latest;
      latest = new Stretch(projection, seq, state);
      leaptToMs = atMs;
      changed();
    },

    fill(batch) {
      if (!past?.append(batch)) return;
      if (past.count >= latest.start) {
        past.goOn(latest);
        latest = past;
        past = null;
      }
      changed();
    },

    events: () => (past ? [...past.events, ...latest.events] : latest.events),

    event(seq) {
      const { start, events } = past && seq <= latest.start ? past : latest;
      return events[seq - start - 1];
    },

    countAt: (atMs) => (past && atMs < leaptToMs ? past : latest).countAt(atMs),

    isMissingAt: (atMs) =>
      past !== null && atMs < leaptToMs && (past.events.at(-1)?.atMs ?? -1) < atMs,

    stateAfter(count) {
      return (past && count < latest.start ? past : latest).stateAfter(count);
    },
  };
}

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

/** Keeps a store whole: follows the log of a lab's current run, without a gap, and nothing twice. */
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
        const state = reckoning.here().decodeCheckpoint(checkpoint);
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
