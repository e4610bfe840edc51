import { useMemo } from "react";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { MomentTicker } from "./moment-ticker.ts";
import { useSelected } from "./use-store.ts";

/** Between events figures change four times a second: nobody reads faster. */
const STEP_MS = 250;

/** The measures of every arm at the viewed moment. */
export function useMeasures(
  run: RunState,
  following: boolean,
  ticker: MomentTicker,
): ReadonlyMap<ArmId, ArmMetrics> {
  const atMs = useSelected(ticker, ({ nowMs }) =>
    following ? Math.floor(nowMs / STEP_MS) * STEP_MS : nowMs,
  );
  return useMemo(() => {
    const { scenario } = run;
    if (scenario === null) return new Map();
    const untilMs = Math.max(atMs, run.atMs);
    return new Map(run.arms.map((arm) => [arm.arm, armMetrics(arm, scenario, untilMs)]));
  }, [run, atMs]);
}
