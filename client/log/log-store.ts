import type { Projection } from "#shared/kernel/projection.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { createStore, type Readable } from "#client/store.ts";
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

/** One run's log and a projection of it, at its end or at any earlier moment. Knows nothing of React or sockets. */
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
        past.append(latest.events);
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
