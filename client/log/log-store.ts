import { project, type Projection } from "#shared/kernel/projection.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { createStore, type Readable } from "#client/store.ts";

/** A run's log so far, and the state it folds to. A new object after every change. */
export interface LogSnapshot<State> {
  readonly runId: RunId | null;
  /** Events held: the seq of the last one. */
  readonly count: number;
  readonly state: State;
}

/** One run's log and a projection of it, at its end or at any earlier moment. Knows nothing of React or sockets. */
export interface LogStore<State> extends Readable<LogSnapshot<State>> {
  /** Forgets the log it has and waits for the first event of another run's. */
  readonly begin: (runId: RunId | null) => void;
  /** Applies a batch. @returns the first missing seq when the batch leaves a gap, else `undefined`. */
  readonly append: (batch: readonly Logged[]) => Seq | undefined;
  readonly events: () => readonly Logged[];
  /** How many events had happened by a moment of lab time. */
  readonly countAt: (atMs: number) => number;
  /** The state after the first `count` events. Folds fewer than `CHECKPOINT_EVERY` of them. */
  readonly stateAfter: (count: number) => State;
}

const CHECKPOINT_EVERY = 512;

/** Creates a store at the start of a log. Batches may overlap what is already applied. */
export function createLogStore<State>(projection: Projection<State, Logged>): LogStore<State> {
  const snapshot = createStore<LogSnapshot<State>>({
    runId: null,
    count: 0,
    state: projection.initial,
  });
  let events: Logged[] = [];
  /** `checkpoints[k]` is the state before event `k * CHECKPOINT_EVERY`. */
  let checkpoints: State[] = [projection.initial];
  let sought: { count: number; state: State } | undefined;

  return {
    get: snapshot.get,
    subscribe: snapshot.subscribe,

    begin(runId) {
      events = [];
      checkpoints = [projection.initial];
      sought = undefined;
      snapshot.set({ runId, count: 0, state: projection.initial });
    },

    append(batch) {
      const { runId, count, state: before } = snapshot.get();
      const fresh = batch.filter((event) => event.seq > count);
      const [first] = fresh;
      if (first === undefined) return undefined;
      if (first.seq !== count + 1) return (count + 1) as Seq;

      let state = before;
      let from = 0;
      while (from < fresh.length) {
        const to = from + CHECKPOINT_EVERY - (events.length % CHECKPOINT_EVERY);
        const part = fresh.slice(from, to);
        state = project(projection, part, state);
        for (const event of part) events.push(event);
        if (events.length % CHECKPOINT_EVERY === 0) checkpoints.push(state);
        from = to;
      }
      snapshot.set({ runId, count: events.length, state });
      return undefined;
    },

    events: () => events,

    countAt(atMs) {
      let low = 0;
      let high = events.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((events[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
        else high = middle;
      }
      return low;
    },

    stateAfter(count) {
      if (count >= events.length) return snapshot.get().state;
      if (sought?.count === count) return sought.state;
      const nearest = Math.floor(count / CHECKPOINT_EVERY);
      const since = checkpoints[nearest] ?? projection.initial;
      const state = project(projection, events.slice(nearest * CHECKPOINT_EVERY, count), since);
      sought = { count, state };
      return state;
    },
  };
}
