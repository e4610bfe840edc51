import { between, later, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { Span } from "#shared/metrics/spans.ts";
import { isIdle, waitingTasks } from "#shared/run/idle.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";

/** A stretch in which a worker was idle while some task waited, and where the work was. */
export interface IdleStretch extends Span {
  /** It still grows. */
  readonly open: boolean;
  /** Tasks published and not started, while it is open. */
  readonly waiting: number;
  /** The only worker that had the waiting tasks, if it was one. */
  readonly waitedAt: WorkerId | null;
}

/**
 * @param leastMs shorter stretches are the hand-over between two tasks, not idleness one could see.
 * @param lastEventMs nothing changes after it, so a stretch that reaches it goes on until now.
 */
export function idleStretches(
  arm: ArmState,
  metrics: ArmMetrics,
  worker: WorkerId,
  {
    nowMs,
    lastEventMs,
    leastMs,
  }: { readonly nowMs: AtMs; readonly lastEventMs: AtMs; readonly leastMs: ForMs },
): readonly IdleStretch[] {
  const own = metrics.workers.find((measured) => measured.worker === worker);
  const state = arm.workers.find((one) => one.worker === worker);
  const waiting = waitingTasks(arm);
  const idleNow = waiting > 0 && state !== undefined && isIdle(state);
  return (own?.idleSpans ?? []).flatMap((span) => {
    const open = idleNow && span.toMs >= lastEventMs;
    const toMs = open ? later(nowMs, span.toMs) : span.toMs;
    if (between(span.fromMs, toMs) < leastMs) return [];
    return [
      { ...span, toMs, open, waiting, waitedAt: open ? null : holderDuring(arm, worker, span) },
    ];
  });
}

/** Whose buffer held work during `span`, if it was only one other worker's. */
function holderDuring(
  { attempts }: ArmState,
  idle: WorkerId,
  { fromMs, toMs }: Span,
): WorkerId | null {
  let holder: WorkerId | null = null;
  for (const { worker, receivedAtMs, startedAtMs, endedAtMs } of attempts) {
    const untilMs = startedAtMs ?? endedAtMs ?? Infinity;
    if (receivedAtMs >= toMs || untilMs <= fromMs || untilMs === receivedAtMs) continue;
    if (worker === idle || (holder !== null && holder !== worker)) return null;
    holder = worker;
  }
  return holder;
}
