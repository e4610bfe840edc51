import type { ArmState, WorkerState } from "#shared/run/run-state.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";

/** When nobody was there: a dotted baseline, with a line at its beginning when it was a kill. */
export interface Downtime {
  readonly fromMs: number;
  /** `null`: until the end of the domain. */
  readonly toMs: number | null;
  readonly killed: boolean;
}

/** Gaps after each stay but one that ended with the run. */
export function downtimes(stays: readonly WorkerState[], stoodDown: boolean): readonly Downtime[] {
  return stays.flatMap((stay, i) => {
    const next = stays[i + 1];
    if (stay.leftAtMs === null || (stoodDown && !next)) return [];
    return [
      { fromMs: stay.leftAtMs, toMs: next?.joinedAtMs ?? null, killed: stay.leftHow === "killed" },
    ];
  });
}

/** When this worker was killed, or taken for dead. */
export function deaths(stays: readonly WorkerState[]): readonly number[] {
  return stays.flatMap(({ leftAtMs, leftHow }) =>
    leftAtMs !== null && (leftHow === "killed" || leftHow === "missed-heartbeats")
      ? [leftAtMs]
      : [],
  );
}

/** When the worker started the first task that had been another's; `null` if it has none. */
export function firstRedelivery({ attempts }: ArmState, worker: WorkerId): number | null {
  return (
    attempts.find(
      (attempt) => attempt.worker === worker && attempt.redelivered && attempt.startedAtMs !== null,
    )?.startedAtMs ?? null
  );
}
