import { sum } from "../kernel/statistics.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Scenario, WorkerId } from "../scenario/scenario.ts";
import type { Span, TimeBudget, WorkerMetrics } from "./arm-metrics.ts";
import type { IdleWhileWorkWaits } from "./idle-while-work-waits.ts";
import { clipped, totalMs } from "./spans.ts";
import { staysOf } from "./stays.ts";

/** Where each worker's time in `period` went, in order of first arrival. */
export function workerMetrics(
  arm: ArmState,
  period: Span,
  idle: IdleWhileWorkWaits,
): readonly WorkerMetrics[] {
  const alive = new Map<WorkerId, Span[]>();
  const busy = new Map<WorkerId, Span[]>();
  const messages = new Map<WorkerId, number>();
  for (const { worker, ...span } of staysOf(arm)) push(alive, worker.worker, span);
  for (const { worker, startedAtMs, endedAtMs } of arm.attempts) {
    messages.set(worker, (messages.get(worker) ?? 0) + 1);
    if (startedAtMs === null) continue;
    push(busy, worker, { fromMs: startedAtMs, toMs: endedAtMs ?? Infinity });
  }
  const within = (spans: Map<WorkerId, Span[]>, worker: WorkerId) =>
    totalMs(clipped(spans.get(worker) ?? [], period));

  return arm.workers.map(({ worker }) => {
    const [busyMs, aliveMs] = [within(busy, worker), within(alive, worker)];
    return {
      worker,
      messages: messages.get(worker) ?? 0,
      busyMs,
      aliveMs,
      utilisation: aliveMs > 0 ? busyMs / aliveMs : null,
      idleSpans: idle.byWorker.get(worker) ?? [],
    };
  });
}

/**
 * m·C = busy + idle while work waits + nothing to do + down. `m` counts every worker that
 * was there or is planned: before it comes and after it has gone it is down.
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
  const everyone = new Set([...workers, ...planned].map(({ worker }) => worker));
  const total = everyone.size * (period.toMs - period.fromMs);
  const busyMs = sum(workers.map((worker) => worker.busyMs));
  const aliveMs = sum(workers.map((worker) => worker.aliveMs));
  return {
    totalMs: total,
    busyMs,
    idleWhileWorkWaitsMs: idle.totalMs,
    nothingToDoMs: aliveMs - busyMs - idle.totalMs,
    downMs: total - aliveMs,
  };
}

function push(spans: Map<WorkerId, Span[]>, worker: WorkerId, span: Span): void {
  const known = spans.get(worker);
  if (known) known.push(span);
  else spans.set(worker, [span]);
}
