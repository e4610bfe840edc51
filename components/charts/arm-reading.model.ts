import type { ForMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario, WorkerId } from "#shared/scenario/scenario.ts";

/** What the panels show of one arena at the viewed moment. */
export interface ArmReading {
  readonly arm: ArmId;
  /** Since the first publication, until it finished or now; `null` without a run. */
  readonly elapsedMs: number | null;
  /** The first publication, on the stage's clock. */
  readonly firstAtMs: number | null;
  readonly finishMs: number | null;
  readonly boundMs: ForMs | null;
  /** Where the bound stands on that clock. */
  readonly boundAtMs: number | null;
  readonly done: number;
  readonly published: number;
  readonly lost: number;
  readonly ready: number;
  readonly held: number;
  readonly workers: readonly WorkerId[];
  readonly metrics: ArmMetrics | undefined;
}

/** One reading per arena: of the run, or of the plan while there is none. */
export function armReadings(
  run: RunState,
  scenario: Scenario,
  metrics: ReadonlyMap<ArmId, ArmMetrics>,
  nowMs: number,
): readonly ArmReading[] {
  if (run.arms.length === 0)
    return scenario.arms.map(({ arm, workers }) => ({
      arm,
      elapsedMs: null,
      firstAtMs: null,
      finishMs: null,
      boundMs: null,
      boundAtMs: null,
      done: 0,
      published: 0,
      lost: 0,
      ready: 0,
      held: 0,
      workers: workers.map(({ worker }) => worker),
      metrics: undefined,
    }));

  const untilMs = run.outcome === null ? nowMs : run.atMs;
  return run.arms.map(({ arm, tasks, counts, workers }) => {
    const measured = metrics.get(arm);
    const firstMs = tasks.at(0)?.publishedAtMs;
    return {
      arm,
      elapsedMs: firstMs === undefined ? null : Math.max(0, untilMs - firstMs),
      firstAtMs: firstMs ?? null,
      finishMs: measured?.finishMs ?? null,
      boundMs: measured?.lowerBoundMs ?? null,
      boundAtMs: measured?.lowerBoundAtMs ?? null,
      done: counts.done,
      published: tasks.length,
      lost: counts.lost,
      ready: counts.ready,
      held: counts.held,
      workers: workers.map(({ worker }) => worker),
      metrics: measured,
    };
  });
}
