import { between, later, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import { lengthMs, type Span } from "#shared/metrics/spans.ts";
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
  const spans = own?.idleSpans ?? [];
  const last = spans.at(-1);
  const open = idleNow && last !== undefined && last.toMs >= lastEventMs ? last : null;
  const stretches: IdleStretch[] = [];
  for (const span of longOf(spans, leastMs)) {
    if (span === open) continue;
    stretches.push({ ...span, open: false, waiting, waitedAt: holderDuring(arm, worker, span) });
  }
  if (open !== null) {
    const toMs = later(nowMs, open.toMs);
    if (between(open.fromMs, toMs) >= leastMs) {
      stretches.push({ ...open, toMs, open: true, waiting, waitedAt: null });
    }
  }
  return stretches;
}

/** Time goes by between two measures, and what they say of the past does not change: each is looked through once. */
const long = new WeakMap<readonly Span[], { readonly leastMs: ForMs; readonly spans: Span[] }>();

function longOf(spans: readonly Span[], leastMs: ForMs): readonly Span[] {
  const known = long.get(spans);
  if (known?.leastMs === leastMs) return known.spans;
  const found = spans.filter((span) => lengthMs(span) >= leastMs);
  long.set(spans, { leastMs, spans: found });
  return found;
}

const holders = new WeakMap<Span, WorkerId | null>();

/** Whose buffer held work during `span`, if it was only one other worker's. */
function holderDuring(arm: ArmState, idle: WorkerId, span: Span): WorkerId | null {
  const known = holders.get(span);
  if (known !== undefined) return known;
  const holder = onlyHolder(arm, idle, span);
  holders.set(span, holder);
  return holder;
}

function onlyHolder(
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
