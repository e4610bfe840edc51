import { lasting, together, type AtMs, type ForMs } from "../kernel/moment.ts";
import { sum } from "../kernel/statistics.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Scenario, WorkerId } from "../scenario/scenario.ts";
import type { TimeBudget, WorkerMetrics } from "./arm-metrics.ts";
import type { IdleWhileWorkWaits } from "./idle-while-work-waits.ts";
import { oldestHeldMs } from "./oldest-held.ts";
import { clipped, lengthMs, totalMs, type Span } from "./spans.ts";
import { usefulSpans, type SpansByWorker } from "./stays.ts";
import type { Traces } from "./traces.ts";

/** Where each worker's time in `period` went, in order of first arrival, and what it holds at `untilMs`. */
export function workerMetrics(
  arm: ArmState,
  period: Span,
  idle: IdleWhileWorkWaits,
  { up, busy }: Traces,
  untilMs: AtMs,
): readonly WorkerMetrics[] {
  const useful = usefulSpans(arm, up);
  const messages = new Map<WorkerId, number>();
  for (const { worker, late } of arm.attempts) {
    if (!late) messages.set(worker, (messages.get(worker) ?? 0) + 1);
  }
  const within = (spans: SpansByWorker, worker: WorkerId) =>
    totalMs(clipped(spans.get(worker) ?? [], period));

  return arm.workers.map((state) => {
    const { worker, concurrency } = state;
    const [busyMs, aliveMs] = [within(busy, worker), within(up, worker)];
    return {
      worker,
      concurrency,
      messages: messages.get(worker) ?? 0,
      busyMs,
      wastedMs: lasting(busyMs - within(useful, worker)),
      aliveMs,
      utilisation: aliveMs > 0 ? busyMs / (aliveMs * concurrency) : null,
      oldestHeldMs: oldestHeldMs(arm, state, untilMs),
      idleSpans: idle.byWorker.get(worker) ?? [],
    };
  });
}

/** How long each hand was there and able to work, all together. */
export function handsAliveMs(workers: readonly WorkerMetrics[]): ForMs {
  return lasting(sum(workers.map(({ aliveMs, concurrency }) => aliveMs * concurrency)));
}

/**
 * m·C = busy + idle while work waits + nothing to do + down. `m` counts every hand of every worker
 * that was there or is planned: before it comes, after it has gone, and while it is paused or hung
 * it is down.
 */
export function timeBudget(
  {
    workers,
    idle,
    period,
  }: {
    readonly workers: readonly WorkerMetrics[];
    readonly idle: IdleWhileWorkWaits;
    readonly period: Span;
  },
  planned: Scenario["arms"][number]["workers"],
): TimeBudget {
  const hands = new Map(
    [...planned, ...workers].map(({ worker, concurrency = 1 }) => [worker, concurrency]),
  );
  const total = sum([...hands.values()]) * lengthMs(period);
  const busyMs = together(workers.map((worker) => worker.busyMs));
  const aliveMs = handsAliveMs(workers);
  return {
    totalMs: lasting(total),
    busyMs,
    idleWhileWorkWaitsMs: idle.totalMs,
    nothingToDoMs: lasting(aliveMs - busyMs - idle.totalMs),
    downMs: lasting(total - aliveMs),
  };
}
