import { later, moment } from "#shared/kernel/moment.ts";
import { LOG_CHUNK } from "#shared/protocol/events.ts";
import { encodeCheckpoint, type Checkpoint } from "#shared/run/checkpoint/checkpoint.ts";
import type { Logged, RunEvent, Seq } from "#shared/run-log/run-event.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/** Thousandths of a lab millisecond are noise, and make long logs longer. */
const PRECISION = 1000;

/** Writes a run's log: gives every reported event its number and its lab time. */
export class Recorder {
  #nowMs: () => number;
  #onEvent: (event: Logged) => void;
  #log: Logged[] = [];
  #state: RunState = runStateProjection.initial;
  #checkpoint: Checkpoint | null = null;

  constructor(nowMs: () => number, onEvent: (event: Logged) => void) {
    this.#nowMs = nowMs;
    this.#onEvent = onEvent;
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
   * After `run-closed` the log is complete, and what still trickles in is left out.
   *
   * @throws when the event tells of something impossible: a defect of ours.
   */
  report = (event: RunEvent): void => {
    if (this.#state.outcome !== null) return;
    const nowMs = moment(Math.round(this.#nowMs() * PRECISION) / PRECISION);
    const seq = (this.#log.length + 1) as Seq;
    const logged: Logged = { ...event, seq, atMs: later(nowMs, this.#state.atMs) };
    this.#state = runStateProjection.evolve(this.#state, logged);
    this.#log.push(logged);
    this.#onEvent(logged);
  };

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
}
