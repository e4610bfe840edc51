import type { AttemptRef } from "#shared/run-log/run-event.ts";
import type { ArmState, Attempt, WorkerState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";

/** The ack of the delivery before, when the broker gives out a task that was acknowledged: it never heard it, or forgot it. */
export function lostAckOf(arm: ArmState, task: TaskNumber): AttemptRef | null {
  const { lastAttempt } = arm.tasks.at(task - 1) ?? { lastAttempt: null };
  const last = lastAttempt === null ? undefined : arm.attempts.at(lastAttempt);
  const isAcked = last !== undefined && last.ackedAtMs !== null;
  return isAcked && !arm.ready.has(task) ? refOf(arm, last) : null;
}

/**
 * Whose acks the broker can't have heard, when it has `surplus` messages more than the log: of those that left by
 * a connection that broke afterwards, the latest.
 */
export function lostAcks(arm: ArmState, surplus: number): readonly AttemptRef[] {
  if (surplus <= 0) return [];
  const cutOff = [...arm.earlierStays, ...arm.workers].filter(wasCutOff);
  return arm.attempts
    .toArray()
    .filter((attempt, i) => isInDoubt(arm, attempt, i, cutOff))
    .toSorted((a, b) => (b.ackedAtMs ?? 0) - (a.ackedAtMs ?? 0))
    .slice(0, surplus)
    .map((attempt) => refOf(arm, attempt));
}

/** Nothing of it is known to have arrived: acks are not answered. */
function isInDoubt(
  arm: ArmState,
  { task, worker, ackedAtMs }: Attempt,
  index: number,
  cutOff: readonly WorkerState[],
): boolean {
  if (ackedAtMs === null || arm.ready.has(task)) return false;
  if (arm.tasks.at(task - 1)?.lastAttempt !== index) return false;
  return cutOff.some(
    (stay) =>
      stay.worker === worker &&
      stay.joinedAtMs <= ackedAtMs &&
      ackedAtMs <= (stay.leftAtMs ?? Infinity),
  );
}

function wasCutOff({ leftHow }: WorkerState): boolean {
  return leftHow === "broker-lost" || leftHow === "missed-heartbeats";
}

function refOf({ arm }: ArmState, { task, worker, attempt }: Attempt): AttemptRef {
  return { arm, task, worker, attempt };
}
