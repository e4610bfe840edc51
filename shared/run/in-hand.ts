import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { ArmState, WorkerState } from "./run-state.ts";

/** What it works on, late work too, in order of start. */
export function inHand({ running, late }: WorkerState): readonly TaskNumber[] {
  return late.length === 0 ? running : [...late, ...running];
}

/** How many tasks are with it, begun or not. */
export function loadOf({ held, running, late }: WorkerState): number {
  return held.length + running.length + late.length;
}

/** How many tasks it could begin at once: none while it is paused, hung or gone. */
export function freeHands({ leftAtMs, halt, concurrency, running, late }: WorkerState): number {
  if (leftAtMs !== null || halt !== null) return 0;
  return Math.max(0, concurrency - running.length - late.length);
}

/** What a worker has done and not acknowledged. */
export function doneUnacked({ workers, attempts }: ArmState, who: WorkerId): number {
  const open = workers.find(({ worker }) => worker === who)?.open.toArray() ?? [];
  return open.filter((index) => {
    const attempt = attempts.at(index);
    return attempt?.outcome === "done" && attempt.unacked;
  }).length;
}

export const NO_TASKS: readonly TaskNumber[] = [];

export function added(tasks: readonly TaskNumber[], task: TaskNumber): readonly TaskNumber[] {
  return tasks.length === 0 ? [task] : [...tasks, task];
}

export function without(tasks: readonly TaskNumber[], task: TaskNumber): readonly TaskNumber[] {
  if (tasks.length === 1 && tasks[0] === task) return NO_TASKS;
  return tasks.includes(task) ? tasks.filter((one) => one !== task) : tasks;
}
