import { between, later, NEVER, type AtMs, type ForMs } from "../kernel/moment.ts";
import { boundOf, type Schedulable } from "./lower-bound.ts";
import { endOn, kindOf, type Machine } from "./machines.ts";

/** More tasks than this have too many schedules to try. */
export const MOST_TASKS_FOR_OPTIMUM = 10;
/** Ends the search where it would take long; some tenths of a second. */
const MOST_STEPS = 500_000;

/**
 * The best any schedule can do, from the first release: by trying them all, without those that
 * can't be better than the best so far. On one worker tasks in order of release end soonest, so a
 * schedule is who does what.
 *
 * @returns `null` without tasks, with more than {@link MOST_TASKS_FOR_OPTIMUM}, when nobody could
 *   do them, or when it would take longer than `mostSteps` placements of a task.
 */
export function optimum(work: Schedulable, mostSteps = MOST_STEPS): ForMs | null {
  const [first] = work.releases;
  const boundMs = boundOf(work);
  if (!first || boundMs === null || work.releases.length > MOST_TASKS_FOR_OPTIMUM) return null;
  // Of those that come together the longest first, so that the best schedules are met early; but what is no work before
  // all: it keeps nobody waiting, and is done even by one that stands still after the next.
  const tasks = work.releases.toSorted(
    (a, b) => a.atMs - b.atMs || Number(a.workMs > 0) - Number(b.workMs > 0) || b.workMs - a.workMs,
  );
  const search = new Search(work.machines, tasks, boundMs, mostSteps);
  const bestMs = search.best();
  return bestMs === null ? null : between(first.atMs, bestMs);
}

class Search {
  readonly #machines: readonly Machine[];
  readonly #kinds: readonly string[];
  readonly #tasks: Schedulable["releases"];
  readonly #boundAtMs: number;
  /** Until when each machine has something to do. */
  readonly #busyUntil: AtMs[];
  #stepsLeft: number;
  #bestMs: AtMs = NEVER;

  constructor(
    machines: readonly Machine[],
    tasks: Schedulable["releases"],
    boundMs: ForMs,
    mostSteps: number,
  ) {
    this.#machines = machines;
    this.#kinds = machines.map(kindOf);
    this.#tasks = tasks;
    this.#boundAtMs = (tasks[0]?.atMs ?? 0) + boundMs;
    this.#busyUntil = machines.map(({ fromMs }) => fromMs);
    this.#stepsLeft = mostSteps;
  }

  best(): AtMs | null {
    this.#place(0, this.#tasks[0]?.atMs ?? NEVER);
    return this.#stepsLeft < 0 || this.#bestMs === NEVER ? null : this.#bestMs;
  }

  /** Tries every machine for task `index`; the tasks before it end at `endMs`. */
  #place(index: number, endMs: AtMs): void {
    const task = this.#tasks[index];
    if (!task) {
      this.#bestMs = endMs;
      return;
    }
    const tried = new Set<string>();
    for (const [i, machine] of this.#machines.entries()) {
      if (this.#bestMs <= this.#boundAtMs || this.#stepsLeft < 0) return;
      const freeAtMs = this.#busyUntil[i] ?? NEVER;
      const kind = `${freeAtMs} ${this.#kinds[i] ?? ""}`;
      if (tried.has(kind)) continue;
      tried.add(kind);
      this.#stepsLeft--;
      const doneAtMs = endOn(machine, later(freeAtMs, task.atMs), task.workMs);
      if (doneAtMs >= this.#bestMs) continue;
      this.#busyUntil[i] = doneAtMs;
      this.#place(index + 1, later(endMs, doneAtMs));
      this.#busyUntil[i] = freeAtMs;
    }
  }
}
