import { between, earlier, lasting, type AtMs, type ForMs } from "../kernel/moment.ts";
import { nearestRank, sum } from "../kernel/statistics.ts";
import type { ArmState, Attempt, Place, TaskState } from "../run/run-state.ts";
import type { Durations } from "./arm-metrics.ts";
import { deliveriesOf, placeChanges } from "./place-changes.ts";

/** With fewer samples a percentile is one of a handful of values: the maximum says more. */
const LEAST_FOR_PERCENTILES = 20;

/** What a task waited before the work on it began that counted, or was begun last. It adds up. */
export interface Wait {
  readonly totalMs: ForMs;
  readonly inQueueMs: ForMs;
  readonly inBufferMs: ForMs;
  /** While somebody worked on it for nothing. */
  readonly onThrownAwayMs: ForMs;
}

export interface TaskDurations {
  readonly wait: Durations | null;
  readonly waitInQueue: Durations | null;
  readonly waitInBuffer: Durations | null;
  readonly waitOnThrownAway: Durations | null;
  readonly turnaround: Durations | null;
}

/**
 * Of each task begun: its wait, summed over all its deliveries, in its three parts; and publish →
 * first end of each task done.
 */
export function taskDurations(arm: ArmState, deliveries = deliveriesOf(arm)): TaskDurations {
  const waits = waitsOf(arm, deliveries).filter((wait) => wait !== null);
  const turnarounds = arm.tasks.flatMap(({ place, publishedAtMs, settledAtMs }) =>
    place === "done" && settledAtMs !== null ? [between(publishedAtMs, settledAtMs)] : [],
  );
  return {
    wait: durations(waits.map(({ totalMs }) => totalMs)),
    waitInQueue: durations(waits.map(({ inQueueMs }) => inQueueMs)),
    waitInBuffer: durations(waits.map(({ inBufferMs }) => inBufferMs)),
    waitOnThrownAway: durations(waits.map(({ onThrownAwayMs }) => onThrownAwayMs)),
    turnaround: durations(turnarounds),
  };
}

/** By task, task n at n − 1; `null` where nobody has begun it. */
export function waitsOf(arm: ArmState, deliveries = deliveriesOf(arm)): readonly (Wait | null)[] {
  return arm.tasks.map((task, i) => waitOf(task, deliveries[i] ?? []));
}

function waitOf(task: TaskState, deliveries: readonly Attempt[]): Wait | null {
  const begunAtMs = startThatCounts(task, deliveries);
  if (begunAtMs === null) return null;
  const spent = { ready: 0, held: 0, running: 0 };
  let sinceMs = task.publishedAtMs;
  const spend = (untilMs: AtMs, at: Place | null) => {
    if (at === "ready" || at === "held" || at === "running") {
      spent[at] += Math.max(0, between(sinceMs, earlier(untilMs, begunAtMs)));
    }
    sinceMs = untilMs;
  };
  let last: Place | null = null;
  placeChanges(task, deliveries, (atMs, from, to) => {
    spend(atMs, from);
    last = to;
  });
  spend(begunAtMs, last);
  return {
    totalMs: between(task.publishedAtMs, begunAtMs),
    inQueueMs: lasting(spent.ready),
    inBufferMs: lasting(spent.held),
    onThrownAwayMs: lasting(spent.running),
  };
}

/** When the work began by which it was first done; while it is not, the work begun last. */
function startThatCounts(
  { place, settledAtMs }: TaskState,
  deliveries: readonly Attempt[],
): AtMs | null {
  const done = deliveries.find(
    ({ outcome, endedAtMs }) => place === "done" && outcome === "done" && endedAtMs === settledAtMs,
  );
  const last = deliveries.findLast(({ startedAtMs, late }) => startedAtMs !== null && !late);
  return (done ?? last)?.startedAtMs ?? null;
}

export function durations(samples: readonly ForMs[]): Durations | null {
  if (samples.length === 0) return null;
  // In a typed array numbers are sorted as such, and ten times as fast.
  const sorted = Float64Array.from(samples).sort();
  const percentile = (rank: number) =>
    sorted.length < LEAST_FOR_PERCENTILES ? null : lasting(nearestRank(sorted, rank));
  return {
    count: sorted.length,
    meanMs: lasting(sum(sorted) / sorted.length),
    maxMs: lasting(nearestRank(sorted, 1)),
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
  };
}
