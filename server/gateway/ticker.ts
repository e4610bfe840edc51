import type { ClockReading, Tick } from "#shared/protocol/events.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";

/** At most one batch of events in this long… */
const SHORTEST_MS = 50;
/** …gathered for this long: a finish, its ack and the next start are one moment of the broker… */
const GATHER_MS = 4;
/** …and a reading of the clock at least this often while lab time runs; it holds no events up. */
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
  #lastBatchMs = -Infinity;
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
    this.#wakeAt(Math.max(this.#wall.nowMs() + GATHER_MS, this.#lastBatchMs + SHORTEST_MS));
  }

  /** Time began to run, or stopped: say so soon. */
  nudge(): void {
    this.#wakeAt(Math.max(this.#wall.nowMs(), this.#lastBatchMs + SHORTEST_MS));
  }

  /** Sends what is pending now. It stands outside the rhythm, or what follows at once would wait for the next beat. */
  flush(): void {
    if (this.#pending.length > 0) this.#send();
  }

  #wakeAt(dueMs: number): void {
    if (this.#timer && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    const cancel = this.#wall.setTimer(dueMs - this.#wall.nowMs(), () => {
      if (this.#pending.length > 0) this.#lastBatchMs = this.#wall.nowMs();
      this.#send();
    });
    this.#timer = { dueMs, cancel };
  }

  #send(): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#runId === null) return;
    const events = this.#pending;
    this.#pending = [];
    const clock = this.#lab.reading;
    this.#emit({ runId: this.#runId, events, clock });
    if (clock.rate > 0) this.#wakeAt(this.#wall.nowMs() + LONGEST_MS);
  }
}
