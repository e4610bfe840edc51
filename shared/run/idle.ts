import { freeHands } from "./in-hand.ts";
import type { ArmState, WorkerState } from "./run-state.ts";

/** It is at the queue and could start a task at once: it has a hand free, and is neither paused nor hung. */
export function isIdle(worker: WorkerState): boolean {
  return freeHands(worker) > 0;
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
