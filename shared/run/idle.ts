import type { ArmState, WorkerState } from "./run-state.ts";

/** It is at the queue and could start a task at once: at none, and neither paused nor hung. */
export function isIdle({ leftAtMs, halt, running, lateTask }: WorkerState): boolean {
  return leftAtMs === null && halt === null && running === null && lateTask === null;
}

export function idleWorkers({ workers }: ArmState): readonly WorkerState[] {
  return workers.filter(isIdle);
}

/** Tasks published and not started, wherever they wait. */
export function waitingTasks({ counts }: ArmState): number {
  return counts.ready + counts.held;
}

/** Whether the broker would give it another task now. */
export function hasCredit({ strategy: { ack, prefetch } }: ArmState, worker: WorkerState): boolean {
  return ack === "auto" || prefetch === "unlimited" || worker.unacked < prefetch;
}
