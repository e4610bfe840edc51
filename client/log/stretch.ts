import { project, type Projection } from "#shared/kernel/projection.ts";
import type { Logged } from "#shared/run-log/run-event.ts";

const CHECKPOINT_EVERY = 512;

/** Events of a log without a gap, and what they fold to: at their end, or after any of them. */
export class Stretch<State> {
  readonly #projection: Projection<State, Logged>;
  readonly #events: Logged[] = [];
  /** `#checkpoints[k]` is the state before event `k * CHECKPOINT_EVERY` of these. */
  readonly #checkpoints: State[];
  /** How many events came before. */
  readonly start: number;
  #state: State;
  #sought: { readonly count: number; readonly state: State } | undefined;

  /** @param state what the `start` events before it fold to. */
  constructor(projection: Projection<State, Logged>, start = 0, state = projection.initial) {
    this.#projection = projection;
    this.start = start;
    this.#state = state;
    this.#checkpoints = [state];
  }

  get events(): readonly Logged[] {
    return this.#events;
  }

  /** Events there were by its end: the seq of the last one. */
  get count(): number {
    return this.start + this.#events.length;
  }

  /** At its end. */
  get state(): State {
    return this.#state;
  }

  /** @returns false, and nothing is applied, when the batch leaves a gap. What is there already is left out. */
  append(batch: readonly Logged[]): boolean {
    const fresh = batch.filter((event) => event.seq > this.count);
    if (fresh[0] !== undefined && fresh[0].seq !== this.count + 1) return false;
    let from = 0;
    while (from < fresh.length) {
      const to = from + CHECKPOINT_EVERY - (this.#events.length % CHECKPOINT_EVERY);
      const part = fresh.slice(from, to);
      this.#state = project(this.#projection, part, this.#state);
      for (const event of part) this.#events.push(event);
      if (this.#events.length % CHECKPOINT_EVERY === 0) this.#checkpoints.push(this.#state);
      from = to;
    }
    return true;
  }

  /** How many events there were by a moment of lab time. */
  countAt(atMs: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
      else high = middle;
    }
    return this.start + low;
  }

  /** The state after the first `count` events of the log. Folds fewer than `CHECKPOINT_EVERY` of them. */
  stateAfter(count: number): State {
    if (count >= this.count) return this.#state;
    if (this.#sought?.count === count) return this.#sought.state;
    const own = Math.max(0, count - this.start);
    const nearest = Math.floor(own / CHECKPOINT_EVERY);
    const state = project(
      this.#projection,
      this.#events.slice(nearest * CHECKPOINT_EVERY, own),
      this.#checkpoints[nearest],
    );
    this.#sought = { count, state };
    return state;
  }
}
