import { between, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import { finishedAtMs, isOver } from "#shared/run/completion.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/** Timers are late by a little; a finish this close to the bound is on it. */
const TOLERANCE = 0.005;

export function isOnBound(finishMs: ForMs, boundMs: ForMs): boolean {
  return finishMs - boundMs < Math.max(50, boundMs * TOLERANCE);
}

export interface Lead {
  readonly arm: ArmId;
  readonly fromMs: AtMs;
  readonly toMs: AtMs;
}

/** Who finished first, and how much later the last one did; `null` while anything is open, or on a tie. */
export function leadOf({ arms }: RunState): Lead | null {
  if (arms.length < 2 || !arms.every(isOver)) return null;
  const finishes = arms.flatMap((arm) => {
    const atMs = finishedAtMs(arm);
    return atMs === null ? [] : [{ arm: arm.arm, atMs }];
  });
  const [first, ...rest] = finishes.toSorted((a, b) => a.atMs - b.atMs);
  const last = rest.at(-1);
  if (!first || !last || between(first.atMs, last.atMs) < 100) return null;
  return { arm: first.arm, fromMs: first.atMs, toMs: last.atMs };
}
