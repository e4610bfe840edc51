import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { ArmState } from "./run-state.ts";

/** Which tasks each worker started, in the order it did. Workers in order of first arrival. */
export function tasksByWorker({
  workers,
  attempts,
}: ArmState): ReadonlyMap<WorkerId, readonly TaskNumber[]> {
  const tasks = new Map<WorkerId, TaskNumber[]>(workers.map(({ worker }) => [worker, []]));
  const begun = attempts.filter(({ startedAtMs }) => startedAtMs !== null);
  for (const { worker, task } of begun.sort(byStart)) tasks.get(worker)?.push(task);
  return tasks;
}

function byStart(
  a: { readonly startedAtMs: number | null },
  b: { readonly startedAtMs: number | null },
): number {
  return (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0);
}
