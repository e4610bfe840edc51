import type { ClockReading, Tick } from "#shared/protocol/events.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import type { WallClock } from "../wall-clock.ts";

/** At most one tick in this long… */
const SHORTEST_MS = 50;
/** …gathered for this long: a finish, its ack and the next start are one moment of the broker… */
const GATHER_MS = 4;
/** …and at least one, while lab time runs; out of step with whole seconds, when tasks tend to end. */
const LONGEST_MS = 190;

/** What has a lab time: a lab. */
interface Timed {
  readonly reading: ClockReading;
}

/** Gathers a lab's events into ticks. */
export class Ticker {
  #lab: Timed;
  #wall: WallClock;
  #emit: (tick: Tick) => void;
  #runId: RunId | null = null;
  #pending: Logged[] = [];
  #lastMs = -Infinity;
  #timer: { readonly dueMs: number; readonly cancel: () => void } | null = null;

  constructor(lab: Timed, wall: WallClock, emit: (tick: Tick) => void) {
    this.#lab = lab;
    this.#wall = wall;
    this.#emit = emit;
  }

  add(event: Logged): void {
    if (event.type === "run-opened") {
      this.flush();
      this.#runId = event.runId;
    }
    this.#pending.push(event);
    this.#wake(SHORTEST_MS, GATHER_MS);
  }

  /** Time began to run, or stopped: say so soon. */
  nudge(): void {
    this.#wake(SHORTEST_MS);
  }

  /** Sends what is pending now. */
  flush(): void {
    if (this.#pending.length > 0) this.#send();
  }

  /** @param gapMs since the last tick. @param delayMs from now. */
  #wake(gapMs: number, delayMs = 0): void {
    const dueMs = Math.max(this.#wall.nowMs() + delayMs, this.#lastMs + gapMs);
    if (this.#timer && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    const cancel = this.#wall.setTimer(dueMs - this.#wall.nowMs(), () => {
      this.#send();
    });
    this.#timer = { dueMs, cancel };
  }

  #send(): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#runId === null) return;
    this.#lastMs = this.#wall.nowMs();
    const events = this.#pending;
    this.#pending = [];
    const clock = this.#lab.reading;
    this.#emit({ runId: this.#runId, events, clock });
    if (clock.rate > 0) this.#wake(LONGEST_MS);
  }
}
