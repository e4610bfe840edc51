import { between, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import { finishedAtMs, isOver } from "#shared/run/completion.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import { sameWithinMs } from "#shared/metrics/tolerance.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/** @param withinMs what two finishes may be apart and still be the same. */
export function isOnBound(finishMs: ForMs, boundMs: ForMs, withinMs: ForMs): boolean {
  return finishMs - boundMs < withinMs;
}

/** What is to be said of the best possible: nothing where it is the bound, or isn't known. */
export function bestAbove(
  boundMs: ForMs | null,
  optimumMs: ForMs | null | undefined,
): ForMs | null {
  if (boundMs === null || optimumMs === null || optimumMs === undefined) return null;
  return optimumMs - boundMs < LEAST_ABOVE_MS ? null : optimumMs;
}

/** Less would round to the same figure. */
const LEAST_ABOVE_MS = 50;

export interface Lead {
  readonly arm: ArmId;
  readonly fromMs: AtMs;
  readonly toMs: AtMs;
}

/** Who finished first, and how much later the last one did; `null` while anything is open, on a tie, or where they did not do the same. */
export function leadOf(
  { arms, speed }: RunState,
  metrics: ReadonlyMap<ArmId, ArmMetrics>,
): Lead | null {
  if (arms.length < 2 || !arms.every(isOver)) return null;
  if (arms.some(({ outside }) => outside > 0)) return null;
  const finishes = arms.flatMap((arm) => {
    const atMs = finishedAtMs(arm);
    return atMs === null ? [] : [{ arm: arm.arm, atMs }];
  });
  const [first, ...rest] = finishes.toSorted((a, b) => a.atMs - b.atMs);
  const last = rest.at(-1);
  if (!first || !last) return null;
  const withinMs = sameWithinMs(speed, metrics.get(first.arm), metrics.get(last.arm));
  if (between(first.atMs, last.atMs) < withinMs) return null;
  return { arm: first.arm, fromMs: first.atMs, toMs: last.atMs };
}
