import type { TaskNumber, WorkerId } from "../../scenario/scenario.ts";
import { copyArm, copyAttempt, copyCounts, copyTask, copyWorker } from "./copy-state.ts";
import type { ArmState, Attempt, Place, TaskState, WorkerState } from "../run-state.ts";

export function editArm(arm: ArmState, change: Partial<ArmState>): ArmState {
  return Object.assign(copyArm(arm), change);
}

/** @throws when the task was never published in this arm. */
export function taskAt(arm: ArmState, task: TaskNumber): TaskState {
  const found = arm.tasks.at(task - 1);
  if (!found) throw new Error(`Arm ${arm.arm} has no task ${task}`);
  return found;
}

/** @param index its place in `arm.attempts`. @throws when there is none. */
export function attemptAt(arm: ArmState, index: number): Attempt {
  const found = arm.attempts.at(index);
  if (!found) throw new Error(`Arm ${arm.arm} has no delivery at ${index}`);
  return found;
}

export function editTask(arm: ArmState, number: TaskNumber, change: Partial<TaskState>): ArmState {
  const before = taskAt(arm, number);
  const after = Object.assign(copyTask(before), change);
  const tasks = arm.tasks.with(number - 1, after);
  if (before.place === after.place) return editArm(arm, { tasks });
  return editArm(arm, { tasks, counts: moved(arm.counts, before.place, after.place) });
}

/** Changes the latest stay of `worker`. @throws when it never joined this arm. */
export function editWorker(
  arm: ArmState,
  worker: WorkerId,
  changeOf: (worker: WorkerState) => Partial<WorkerState>,
): ArmState {
  const index = arm.workers.findIndex((one) => one.worker === worker);
  const before = arm.workers[index];
  if (!before) throw new Error(`Arm ${arm.arm} has no worker ${worker}`);
  const workers = arm.workers.slice();
  workers[index] = Object.assign(copyWorker(before), changeOf(before));
  return editArm(arm, { workers });
}

/**
 * Changes one delivery. When it stops being unacked, the arm's and the worker's counts follow.
 *
 * @param index its place in `arm.attempts`.
 */
export function editAttempt(arm: ArmState, index: number, change: Partial<Attempt>): ArmState {
  const before = attemptAt(arm, index);
  const after = Object.assign(copyAttempt(before), change);
  const attempts = arm.attempts.with(index, after);
  if (!before.unacked || after.unacked) return editArm(arm, { attempts });
  const edited = editArm(arm, { attempts, unacked: arm.unacked - 1 });
  return editWorker(edited, before.worker, (worker) => ({
    unacked: worker.unacked - 1,
    open: worker.open.without(index),
  }));
}

function moved(counts: ArmState["counts"], from: Place, to: Place): ArmState["counts"] {
  const after = copyCounts(counts);
  after[from] -= 1;
  after[to] += 1;
  return after;
}
