import type { AtMs } from "../kernel/moment.ts";
import type { ArmState, Attempt, Place, TaskState } from "../run/run-state.ts";

/** A task going from one place to another. `from` is `null` when it is published. */
export interface PlaceChange {
  readonly atMs: AtMs;
  readonly from: Place | null;
  readonly to: Place;
}

/** Where the arm's tasks went, oldest first. What becomes of a task after it is done is left out. */
export function placeChanges(arm: ArmState): readonly PlaceChange[] {
  const deliveries = deliveriesOf(arm);
  return arm.tasks
    .flatMap((task, i) => changesOf(task, deliveries[i] ?? []))
    .sort((a, b) => a.atMs - b.atMs);
}

/** Each task's deliveries in order, task n's at n − 1. */
export function deliveriesOf({ tasks, attempts }: ArmState): readonly (readonly Attempt[])[] {
  const deliveries = tasks.map((): Attempt[] => []);
  for (const attempt of attempts) deliveries[attempt.task - 1]?.push(attempt);
  return deliveries;
}

export function changesOf(task: TaskState, deliveries: readonly Attempt[]): readonly PlaceChange[] {
  const settledAtMs = task.settledAtMs ?? Infinity;
  const changes: PlaceChange[] = [];
  let from: Place | null = null;
  const go = (atMs: AtMs | null, to: Place) => {
    if (atMs === null) return;
    changes.push({ atMs, from, to });
    from = to;
  };

  go(task.publishedAtMs, "ready");
  for (const delivery of deliveries) {
    // Work on what the broker has taken back moves the task only by finishing it.
    if (delivery.late) continue;
    if (delivery.receivedAtMs > settledAtMs) break;
    go(delivery.receivedAtMs, "held");
    go(delivery.startedAtMs, "running");
    if (delivery.outcome === "requeued") go(delivery.endedAtMs, "ready");
  }
  go(task.settledAtMs, task.place);
  return changes;
}
