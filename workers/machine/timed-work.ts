import type { Delivery } from "./worker-state.ts";
import type { ToWork } from "./worker-stimulus.ts";

/** Who does the work: a timer, a person, a program. It says when some is done, and never says it of what is suspended or cancelled. */
export interface Work {
  readonly carryOut: (instruction: ToWork) => void;
}

/** What work needs of lab time. */
export interface WorkClock {
  readonly nowMs: () => number;
  /** Calls back when lab time reaches `dueMs`. @returns a function that cancels it. */
  readonly at: (dueMs: number, callback: () => void) => () => void;
}

/** A task being worked on, `leftMs` of it left at `sinceMs`. A speed of 0 is a stop. */
interface Job {
  readonly delivery: Delivery;
  readonly leftMs: number;
  readonly sinceMs: number;
  readonly speed: number;
  readonly cancelTimer: () => void;
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
    const leftMs = this.#leave(delivery) ?? delivery.serviceMs;
    if (instruction.do === "cancel") return;
    this.#begin(delivery, leftMs, instruction.do === "suspend" ? 0 : instruction.speed);
  }

  #begin(delivery: Delivery, leftMs: number, speed: number): void {
    const sinceMs = this.#clock.nowMs();
    const end = () => {
      this.#takeOut(this.#jobs.indexOf(job));
      this.#onDone(delivery);
    };
    const cancelTimer = speed === 0 ? noTimer : this.#clock.at(sinceMs + leftMs / speed, end);
    const job: Job = { delivery, leftMs, sinceMs, speed, cancelTimer };
    this.#jobs.push(job);
  }

  /** @returns how much of it was left to do, in milliseconds at speed 1; `undefined` when it was not begun. */
  #leave({ task, attempt }: Delivery): number | undefined {
    const index = this.#jobs.findIndex(
      ({ delivery }) => delivery.task === task && delivery.attempt === attempt,
    );
    const job = this.#jobs[index];
    if (!job) return undefined;
    this.#takeOut(index);
    job.cancelTimer();
    return Math.max(0, job.leftMs - (this.#clock.nowMs() - job.sinceMs) * job.speed);
  }

  /** The last takes its place. */
  #takeOut(index: number): void {
    const last = this.#jobs.pop();
    if (last && index < this.#jobs.length) this.#jobs[index] = last;
  }
}

function noTimer(): void {
  // What is suspended has none.
}
