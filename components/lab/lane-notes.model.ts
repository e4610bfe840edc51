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

export interface Kill {
  readonly atMs: number;
  readonly ack: "auto" | "manual";
  /** Tasks lost with it, or returned to the queue. */
  readonly tasks: number;
}

/** What each kill of this worker cost. */
export function kills(arm: ArmState, stays: readonly WorkerState[]): readonly Kill[] {
  return stays.flatMap((stay) => {
    const { leftAtMs, leftHow, worker } = stay;
    if (leftHow !== "killed" || leftAtMs === null) return [];
    const given = arm.attempts.filter(
      (attempt) =>
        attempt.worker === worker &&
        attempt.outcome === "requeued" &&
        attempt.endedAtMs !== null &&
        attempt.endedAtMs >= leftAtMs,
    ).length;
    return [
      {
        atMs: leftAtMs,
        ack: arm.strategy.ack,
        tasks: arm.strategy.ack === "auto" ? stay.lost.length : given,
      },
    ];
  });
}

/** When the worker started the first task that had been another's; `null` if it has none. */
export function firstRedelivery({ attempts }: ArmState, worker: WorkerId): number | null {
  return (
    attempts.find(
      (attempt) => attempt.worker === worker && attempt.redelivered && attempt.startedAtMs !== null,
    )?.startedAtMs ?? null
  );
}
