import type { Timer } from "#shared/kernel/timer-heap.ts";
import type { Delivery } from "./worker-state.ts";
import type { ToWork } from "./worker-stimulus.ts";

/** Who does the work: a timer, a person, a program. It says when some is done, and never says it of what is suspended or cancelled. */
export interface Work {
  readonly carryOut: (instruction: ToWork) => void;
}

/** What work needs of lab time. */
export interface WorkClock {
  readonly nowMs: () => number;
  /** Calls back when lab time reaches `dueMs`. */
  readonly at: (dueMs: number, callback: () => void) => Timer;
  readonly cancel: (timer: Timer) => void;
}

/** A task being worked on, `leftMs` of it left at `sinceMs`. A speed of 0 is a stop. */
interface Job {
  readonly delivery: Delivery;
  readonly leftMs: number;
  readonly sinceMs: number;
  readonly speed: number;
  /** What is suspended has none. */
  readonly timer: Timer | undefined;
}

/** Work that takes its service time on a clock, at a speed that may change on the way. */
export class TimedWork implements Work {
  #clock: WorkClock;
  #onDone: (delivery: Delivery) => void;
  /** Few: as many as a worker has hands. */
  #jobs: Job[] = [];

  constructor(clock: WorkClock, onDone: (delivery: Delivery) => void) {
    this.#clock = clock;
    this.#onDone = onDone;
  }

  carryOut(instruction: ToWork): void {
    const { delivery } = instruction;
    if (instruction.do === "start") {
      this.#begin(delivery, delivery.serviceMs, instruction.speed);
      return;
    }
    const leftMs = this.#leave(delivery) ?? delivery.serviceMs;
    if (instruction.do === "cancel") return;
    this.#begin(delivery, leftMs, instruction.do === "suspend" ? 0 : instruction.speed);
  }

  #begin(delivery: Delivery, leftMs: number, speed: number): void {
    const sinceMs = this.#clock.nowMs();
    const timer =
      speed === 0
        ? undefined
        : this.#clock.at(sinceMs + leftMs / speed, () => {
            this.#takeOut(this.#placeOf(delivery));
            this.#onDone(delivery);
          });
    this.#jobs.push({ delivery, leftMs, sinceMs, speed, timer });
  }

  /** @returns how much of it was left to do, in milliseconds at speed 1; `undefined` when it was not begun. */
  #leave(delivery: Delivery): number | undefined {
    const place = this.#placeOf(delivery);
    const job = place === -1 ? undefined : this.#jobs[place];
    if (job === undefined) return undefined;
    this.#takeOut(place);
    if (job.timer !== undefined) this.#clock.cancel(job.timer);
    return Math.max(0, job.leftMs - (this.#clock.nowMs() - job.sinceMs) * job.speed);
  }

  #placeOf({ task, attempt }: Delivery): number {
    return this.#jobs.findIndex(
      ({ delivery }) => delivery.task === task && delivery.attempt === attempt,
    );
  }

  /** The last takes its place. */
  #takeOut(place: number): void {
    const last = this.#jobs.pop();
    if (last && place < this.#jobs.length) this.#jobs[place] = last;
  }
}
