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
  const deliveries = arm.tasks.map((): Attempt[] => []);
  for (const attempt of arm.attempts) {
    // Work on what the broker has taken back moves the task only by finishing it.
    if (!attempt.late) deliveries[attempt.task - 1]?.push(attempt);
  }
  return arm.tasks
    .flatMap((task, i) => changesOf(task, deliveries[i] ?? []))
    .sort((a, b) => a.atMs - b.atMs);
}

function changesOf(task: TaskState, deliveries: readonly Attempt[]): readonly PlaceChange[] {
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
    if (delivery.receivedAtMs > settledAtMs) break;
    go(delivery.receivedAtMs, "held");
    go(delivery.startedAtMs, "running");
    if (delivery.outcome === "requeued") go(delivery.endedAtMs, "ready");
  }
  go(task.settledAtMs, task.place);
  return changes;
}
