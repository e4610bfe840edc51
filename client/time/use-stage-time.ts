import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { affordableStepMs, readableStepMs, useMeasures } from "../log/use-measures.ts";
import type { ViewedRun } from "../log/use-viewed-run.ts";
import { useLab } from "../use-lab.ts";
import { useSelected, useStore } from "../use-store.ts";

/*
 * Time, for those who draw with it. Whoever calls one of these is drawn again as often as it changes, so only leaves do:
 * a lane, a line, a clock.
 */

/** The viewed moment of a run, lab time, every frame; 0 without a run. */
export function useNowMs(run: RunState): number {
  return useSelected(useLab().ticker, ({ nowMs }) => nowOf(run, nowMs));
}

/** The same, while `isMoving`; else the moment of the last event, which time alone does not change. */
export function useMovingMs(run: RunState, isMoving: boolean): number {
  return useSelected(useLab().ticker, ({ nowMs }) => (isMoving ? nowOf(run, nowMs) : run.atMs));
}

/** The viewed moment in whole seconds; of a run that is faster than the wall, in steps of a second of the wall's. */
export function useWholeSecondMs(run: RunState): number {
  const stepMs = 1000 * Math.max(1, run.speed);
  return useSelected(
    useLab().ticker,
    ({ nowMs }) => Math.floor(nowOf(run, nowMs) / stepMs) * stepMs,
  );
}

/** Where the run itself is by now; `null` without a run. */
export function useLiveMs(run: RunState): number | null {
  return useSelected(useLab().ticker, ({ liveMs }) => (run.runId === null ? null : liveMs));
}

/** The measures of the very moment the marks show: a figure beside a mark must not disagree with it. */
export function useMeasuresNow(run: RunState): ReadonlyMap<ArmId, ArmMetrics> {
  const { clock, ticker } = useLab();
  const { following } = useStore(clock);
  return useMeasures(run, following, ticker, affordableStepMs(run));
}

/** The measures as often as anyone reads figures. */
export function useReadableMeasures({ run, view }: ViewedRun): ReadonlyMap<ArmId, ArmMetrics> {
  return useMeasures(run, view.following, useLab().ticker, readableStepMs(run));
}

function nowOf(run: RunState, nowMs: number): number {
  return run.runId === null ? 0 : Math.max(nowMs, run.atMs);
}
