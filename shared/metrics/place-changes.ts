import type { AtMs } from "../kernel/moment.ts";
import type { ArmState, Attempt, Place, TaskState } from "../run/run-state.ts";

/** A task goes from one place to another. `from` is `null` when it is published. */
export type Goes = (atMs: AtMs, from: Place | null, to: Place) => void;

/** Each task's deliveries in order, task n's at n − 1. */
export type DeliveriesByTask = readonly (readonly Attempt[])[];

export function deliveriesOf({ tasks, attempts }: ArmState): DeliveriesByTask {
  const deliveries = tasks.map((): Attempt[] => []);
  for (const attempt of attempts) deliveries[attempt.task - 1]?.push(attempt);
  return deliveries;
}

/** Where the arm's tasks went, task by task. What becomes of a task after it is done is left out. */
export function eachPlaceChange(arm: ArmState, deliveries: DeliveriesByTask, goes: Goes): void {
  let i = 0;
  for (const task of arm.tasks) placeChanges(task, deliveries[i++] ?? [], goes);
}

/** Where a task went, oldest first. */
export function placeChanges(task: TaskState, deliveries: readonly Attempt[], goes: Goes): void {
  const settledAtMs = task.settledAtMs ?? Infinity;
  let from: Place | null = null;
  const go = (atMs: AtMs | null, to: Place) => {
    // Another may have it when it is done, and start on it later.
    if (atMs === null || atMs > settledAtMs) return;
    goes(atMs, from, to);
    from = to;
  };

  go(task.publishedAtMs, "ready");
  for (const delivery of deliveries) {
    // Work on what the broker has taken back moves the task only by finishing it.
    if (delivery.late) continue;
    go(delivery.receivedAtMs, "held");
    go(delivery.startedAtMs, "running");
    if (delivery.outcome === "requeued") go(delivery.endedAtMs, "ready");
    // Until it comes back, if it does: nobody could have it meanwhile.
    if (delivery.outcome === "dead-lettered" && task.settledAtMs !== delivery.endedAtMs) {
      go(delivery.endedAtMs, "dead");
    }
  }
  go(task.settledAtMs, task.place);
}
