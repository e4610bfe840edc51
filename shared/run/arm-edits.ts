import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { ArmState, Attempt, Place, TaskState, WorkerState } from "./run-state.ts";

/** @throws when the task was never published in this arm. */
export function taskAt(arm: ArmState, task: TaskNumber): TaskState {
  const found = arm.tasks[task - 1];
  if (!found) throw new Error(`Arm ${arm.arm} has no task ${task}`);
  return found;
}

/** The latest stay of `worker`. @throws when it never joined this arm. */
function workerAt(arm: ArmState, worker: WorkerId): WorkerState {
  const found = arm.workers.find((one) => one.worker === worker);
  if (!found) throw new Error(`Arm ${arm.arm} has no worker ${worker}`);
  return found;
}

/** @param index its place in `arm.attempts`. @throws when there is none. */
export function attemptAt(arm: ArmState, index: number): Attempt {
  const found = arm.attempts[index];
  if (!found) throw new Error(`Arm ${arm.arm} has no delivery at ${index}`);
  return found;
}

export function editTask(arm: ArmState, number: TaskNumber, change: Partial<TaskState>): ArmState {
  const before = taskAt(arm, number);
  const after = { ...before, ...change };
  const tasks = replaceAt(arm.tasks, number - 1, after);
  if (before.place === after.place) return { ...arm, tasks };
  return { ...arm, tasks, counts: moved(arm.counts, before.place, after.place) };
}

export function editWorker(
  arm: ArmState,
  worker: WorkerId,
  edit: (worker: WorkerState) => WorkerState,
): ArmState {
  const index = arm.workers.findIndex((one) => one.worker === worker);
  return { ...arm, workers: replaceAt(arm.workers, index, edit(workerAt(arm, worker))) };
}

/**
 * Changes one delivery. When it stops being unacked, the arm's and the worker's counts follow.
 *
 * @param index its place in `arm.attempts`.
 */
export function editAttempt(arm: ArmState, index: number, change: Partial<Attempt>): ArmState {
  const before = attemptAt(arm, index);
  const after = { ...before, ...change };
  const edited = { ...arm, attempts: replaceAt(arm.attempts, index, after) };
  if (!before.unacked || after.unacked) return edited;
  return editWorker({ ...edited, unacked: arm.unacked - 1 }, before.worker, (worker) => ({
    ...worker,
    unacked: worker.unacked - 1,
  }));
}

/** Puts a task back where it stood: before every task published after it. */
export function putBack(ready: readonly TaskNumber[], task: TaskNumber): readonly TaskNumber[] {
  const index = ready.findIndex((other) => other >= task);
  if (index === -1) return [...ready, task];
  return ready[index] === task ? ready : ready.toSpliced(index, 0, task);
}

export function without<Item>(items: readonly Item[], item: Item): readonly Item[] {
  const index = items.indexOf(item);
  return index === -1 ? items : [...items.slice(0, index), ...items.slice(index + 1)];
}

function moved(counts: ArmState["counts"], from: Place, to: Place): ArmState["counts"] {
  return { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 };
}

/** Quicker than `with` on the engines we run on, and a live fold does it for every event. */
function replaceAt<Item>(items: readonly Item[], index: number, item: Item): readonly Item[] {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}
