import type { ArmState, RunState, WorkerState } from "./run-state.ts";

/**
 * Every task published in this arm has met its end (done, lost or returned), no ack is outstanding, and the
 * queue is empty: what was done and never acknowledged is given out again.
 */
export function isSettled({ ready, counts, unacked }: ArmState): boolean {
  return ready.length + counts.held + counts.running + unacked === 0;
}

/**
 * Every task the scenario planned is published and settled in every arm, and nobody is at one that
 * was given to somebody else. Whether one pushed by hand is still on its way to the broker, only the publisher knows. A run opened without
 * tasks is never complete: it waits for what people push.
 */
export function isComplete({ scenario, arms }: RunState): boolean {
  if (!scenario || scenario.workload.length === 0) return false;
  const most = Math.max(scenario.workload.length, ...arms.map((arm) => arm.tasks.length));
  return arms.every(
    (arm) => arm.tasks.length === most && isSettled(arm) && !arm.workers.some(isLate),
  );
}

function isLate({ lateTask }: WorkerState): boolean {
  return lateTask !== null;
}
