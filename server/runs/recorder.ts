import { LOG_CHUNK } from "#shared/protocol/events.ts";
import { encodeCheckpoint, type Checkpoint } from "#shared/run/checkpoint/checkpoint.ts";
import type { Logged, RunEvent, Seq } from "#shared/run-log/run-event.ts";
import { Stamp } from "#shared/run-log/stamp.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/** Who is told of every event of a log, once it is part of it. */
export interface LogObserver {
  readonly onEvent?: (event: Logged) => void;
}

/**
 * Writes a run's log: gives every reported event its number and its lab time, and tells whoever observes it, once it
 * is shown.
 */
export class Recorder {
  #nowMs: () => number;
  #observers: Iterable<LogObserver>;
  #then: () => void;
  #stamp = new Stamp();
  #log: Logged[] = [];
  #state: RunState = runStateProjection.initial;
  #checkpoint: Checkpoint | null = null;
  #isShown = false;

  /**
   * @param observers as many as there are when something happens, in their order.
   * @param then done once they have been told.
   */
  constructor(nowMs: () => number, observers: Iterable<LogObserver>, then: () => void) {
    this.#nowMs = nowMs;
    this.#observers = observers;
    this.#then = then;
  }

  get log(): readonly Logged[] {
    return this.#log;
  }

  /** Events so far: the seq of the last one. */
  get count(): number {
    return this.#log.length;
  }

  /** The log so far, folded. */
  get state(): RunState {
    return this.#state;
  }

  /** @throws when the run was not opened with such an arm. */
  arm(id: ArmId): ArmState {
    const found = this.#state.arms.find(({ arm }) => arm === id);
    if (!found) throw new Error(`The run has no arm ${id}`);
    return found;
  }

  /**
   * The event is the log's from now on. After `run-closed` the log is complete, and what still trickles in is left out.
   *
   * @throws when the event tells of something impossible: a defect of ours.
   */
  report = (event: RunEvent): void => {
    const logged = this.#stamp.put(event, this.#nowMs());
    if (logged === undefined) return;
    this.#state = runStateProjection.evolve(this.#state, logged);
    this.#log.push(logged);
    if (this.#isShown) this.#tell(logged);
    this.#then();
  };

  /** Tells what has happened so far, and from now on all that happens. */
  show(): void {
    this.#isShown = true;
    for (const event of this.#log) this.#tell(event);
  }

  /** The run as it is, or was less than a chunk of events ago: many who join at once cost one of them. */
  checkpoint(): Checkpoint {
    if (this.#checkpoint === null || this.count - this.#checkpoint.seq > LOG_CHUNK) {
      this.#checkpoint = encodeCheckpoint(this.#state, this.count as Seq);
    }
    return this.#checkpoint;
  }

  since(afterSeq: Seq | 0): readonly Logged[] {
    return this.#log.slice(afterSeq);
  }

  #tell(event: Logged): void {
    for (const observer of this.#observers) observer.onEvent?.(event);
  }
}
