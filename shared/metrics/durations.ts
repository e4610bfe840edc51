import { between, lasting, together, type AtMs, type ForMs } from "../kernel/moment.ts";
import { nearestRank } from "../kernel/statistics.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Durations } from "./arm-metrics.ts";

/** With fewer samples a percentile is one of a handful of values: the maximum says more. */
const LEAST_FOR_PERCENTILES = 20;

export interface TaskDurations {
  readonly wait: Durations | null;
  readonly waitInQueue: Durations | null;
  readonly waitInBuffer: Durations | null;
  readonly turnaround: Durations | null;
}

/**
 * Of each task begun: publish → start, through its latest delivery that was begun, and
 * the two parts of it; and publish → end of each task done.
 */
export function taskDurations({ tasks, attempts }: ArmState): TaskDurations {
  const begun = new Map<number, { readonly receivedAtMs: AtMs; readonly startedAtMs: AtMs }>();
  for (const { task, receivedAtMs, startedAtMs, late } of attempts) {
    if (startedAtMs !== null && !late) begun.set(task, { receivedAtMs, startedAtMs });
  }
  const waits = tasks.flatMap(({ task, publishedAtMs }) => {
    const delivery = begun.get(task);
    return delivery ? [{ publishedAtMs, ...delivery }] : [];
  });
  const turnarounds = tasks.flatMap(({ place, publishedAtMs, settledAtMs }) =>
    place === "done" && settledAtMs !== null ? [between(publishedAtMs, settledAtMs)] : [],
  );
  return {
    wait: durations(waits.map((one) => between(one.publishedAtMs, one.startedAtMs))),
    waitInQueue: durations(waits.map((one) => between(one.publishedAtMs, one.receivedAtMs))),
    waitInBuffer: durations(waits.map((one) => between(one.receivedAtMs, one.startedAtMs))),
    turnaround: durations(turnarounds),
  };
}

export function durations(samples: readonly ForMs[]): Durations | null {
  if (samples.length === 0) return null;
  const sorted = samples.toSorted((a, b) => a - b);
  const percentile = (rank: number) =>
    sorted.length < LEAST_FOR_PERCENTILES ? null : lasting(nearestRank(sorted, rank));
  return {
    count: sorted.length,
    meanMs: lasting(together(sorted) / sorted.length),
    maxMs: lasting(nearestRank(sorted, 1)),
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
  };
}
