import { nearestRank, sum } from "../kernel/statistics.ts";
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
  const begun = new Map<number, { readonly receivedAtMs: number; readonly startedAtMs: number }>();
  for (const { task, receivedAtMs, startedAtMs, late } of attempts) {
    if (startedAtMs !== null && !late) begun.set(task, { receivedAtMs, startedAtMs });
  }
  const waits = tasks.flatMap(({ task, publishedAtMs }) => {
    const delivery = begun.get(task);
    return delivery ? [{ publishedAtMs, ...delivery }] : [];
  });
  const turnarounds = tasks.flatMap(({ place, publishedAtMs, settledAtMs }) =>
    place === "done" && settledAtMs !== null ? [settledAtMs - publishedAtMs] : [],
  );
  return {
    wait: durations(waits.map((one) => one.startedAtMs - one.publishedAtMs)),
    waitInQueue: durations(waits.map((one) => one.receivedAtMs - one.publishedAtMs)),
    waitInBuffer: durations(waits.map((one) => one.startedAtMs - one.receivedAtMs)),
    turnaround: durations(turnarounds),
  };
}

export function durations(samples: readonly number[]): Durations | null {
  if (samples.length === 0) return null;
  const sorted = samples.toSorted((a, b) => a - b);
  const percentile = (rank: number) =>
    sorted.length < LEAST_FOR_PERCENTILES ? null : nearestRank(sorted, rank);
  return {
    count: sorted.length,
    meanMs: sum(sorted) / sorted.length,
    maxMs: nearestRank(sorted, 1),
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
  };
}
