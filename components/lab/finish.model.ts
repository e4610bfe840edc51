import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { finishedAtMs } from "./arena-view.model.ts";

/** Timers are late by a little; a finish this close to the bound is on it. */
const TOLERANCE = 0.005;

export function isOnBound(finishMs: number, boundMs: number): boolean {
  return finishMs - boundMs < Math.max(50, boundMs * TOLERANCE);
}

export interface Lead {
  readonly arm: ArmId;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Who finished first, and how much later the last one did; `null` while anything is open, or on a tie. */
export function leadOf(run: RunState): Lead | null {
  if (run.arms.length < 2) return null;
  const finishes = run.arms.flatMap((arm) => {
    const atMs = finishedAtMs(arm, run.scenario?.workload.length ?? 0);
    return atMs === null ? [] : [{ arm: arm.arm, atMs }];
  });
  const open = run.arms.some(({ counts }) => counts.ready + counts.held + counts.running > 0);
  const [first, ...rest] = finishes.toSorted((a, b) => a.atMs - b.atMs);
  const last = rest.at(-1);
  if (open || !first || !last || last.atMs - first.atMs < 100) return null;
  return { arm: first.arm, fromMs: first.atMs, toMs: last.atMs };
}
