import type { ArmState, WorkerState } from "../run/run-state.ts";

/** A worker's time at the queue. `toMs` is infinite while it is there. */
export interface Stay {
  readonly worker: WorkerState;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Every stay of every worker. Workers sent away when the run was closed count as
 * staying: how long tidying up took says nothing about the strategy.
 */
export function staysOf(arm: ArmState): readonly Stay[] {
  const closingMs = lastActivityMs(arm);
  return [...arm.earlierStays, ...arm.workers].map((worker) => ({
    worker,
    fromMs: worker.joinedAtMs,
    toMs: leftBefore(worker, closingMs) ?? Infinity,
  }));
}

function leftBefore({ leftAtMs, leftHow }: WorkerState, closingMs: number): number | null {
  return leftAtMs !== null && leftHow === "stopped" && leftAtMs >= closingMs ? null : leftAtMs;
}

/** The last time a task of this arm was published, delivered, begun or done. */
function lastActivityMs({ tasks, attempts }: ArmState): number {
  let lastMs = tasks.at(-1)?.publishedAtMs ?? 0;
  for (const { receivedAtMs, startedAtMs, endedAtMs, outcome } of attempts) {
    lastMs = Math.max(lastMs, receivedAtMs, startedAtMs ?? 0);
    if (outcome === "done") lastMs = Math.max(lastMs, endedAtMs ?? 0);
  }
  return lastMs;
}
