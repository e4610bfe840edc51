import { recentMeasures } from "#client/log/use-measures.ts";
import type { ArmState, Attempt, RunState } from "#shared/run/run-state.ts";
import { attemptsByWorker, committedBars } from "#components/stage/lane/lane.model.ts";

/**
 * How far what is drawn of a run reaches by now, ms: now, the lower bounds, and the ends of what workers are committed to.
 * Who will get what still waits is not guessed at: the axis moves on once a run outgrows it.
 */
export function runReachMs(run: RunState, liveMs: number | null): number {
  const nowMs = Math.max(liveMs ?? 0, run.atMs);
  const bounds = [...recentMeasures(run, run.atMs).values()].map((arm) => arm.lowerBoundAtMs ?? 0);
  return Math.max(nowMs, ...bounds, ...run.arms.map((arm) => committedUntilMs(arm, nowMs)));
}

const NONE: readonly Attempt[] = [];

function committedUntilMs(arm: ArmState, nowMs: number): number {
  const byWorker = attemptsByWorker(arm.attempts);
  const ends = arm.workers
    .filter(({ leftAtMs }) => leftAtMs === null)
    .flatMap((worker) => committedBars(arm, worker, byWorker.get(worker.worker) ?? NONE, nowMs))
    .map(({ toMs }) => toMs);
  return ends.reduce((last, endMs) => Math.max(last, endMs), 0);
}
