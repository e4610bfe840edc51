import { project, type Projection } from "#shared/kernel/projection.ts";
import type { Logged } from "#shared/run-log/run-event.ts";

const CHECKPOINT_EVERY = 512;

/** The state before the event at that place of a stretch. */
interface Checkpoint<State> {
  readonly at: number;
  readonly state: State;
}

/** Events of a log without a gap, and what they fold to: at their end, or after any of them. */
export class Stretch<State> {
  readonly #projection: Projection<State, Logged>;
  readonly #events: Logged[] = [];
  /** In order of their places, the first at 0. */
  readonly #checkpoints: Checkpoint<State>[];
  /** How many events came before. */
  readonly start: number;
  #state: State;
  #sought: { readonly count: number; readonly state: State } | undefined;

  /** @param state what the `start` events before it fold to. */
  constructor(projection: Projection<State, Logged>, start = 0, state = projection.initial) {
    this.#projection = projection;
    this.start = start;
    this.#state = state;
    this.#checkpoints = [{ at: 0, state }];
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
      const last = this.#checkpoints.at(-1)?.at ?? 0;
      const to = from + Math.max(1, last + CHECKPOINT_EVERY - this.#events.length);
      const part = fresh.slice(from, to);
      this.#state = project(this.#projection, part, this.#state);
      for (const event of part) this.#events.push(event);
      const at = this.#events.length;
      if (at >= last + CHECKPOINT_EVERY) this.#checkpoints.push({ at, state: this.#state });
      from = to;
    }
    return true;
  }

  /**
   * Goes on with what is folded already: nothing of it is folded again.
   *
   * @param next begins no later than this ends; where it ends no later either, there is nothing to go on with.
   */
  goOn(next: Stretch<State>): void {
    const known = this.count - next.start;
    if (known >= next.#events.length) return;
    const before = this.#events.length;
    for (const event of next.#events.slice(known)) this.#events.push(event);
    for (const { at, state } of next.#checkpoints) {
      if (at >= known) this.#checkpoints.push({ at: before + at - known, state });
    }
    this.#state = next.#state;
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

  /** The state after the first `count` events of the log. Folds fewer than two `CHECKPOINT_EVERY` of them. */
  stateAfter(count: number): State {
    if (count >= this.count) return this.#state;
    if (this.#sought?.count === count) return this.#sought.state;
    const own = Math.max(0, count - this.start);
    const nearest = this.#checkpoints.findLast(({ at }) => at <= own);
    const state = project(this.#projection, this.#events.slice(nearest?.at, own), nearest?.state);
    this.#sought = { count, state };
    return state;
  }
}
