import { between, earlier, lasting, together, type AtMs, type ForMs } from "../kernel/moment.ts";
import { nearestRank } from "../kernel/statistics.ts";
import type { ArmState, Attempt, TaskState } from "../run/run-state.ts";
import type { Durations } from "./arm-metrics.ts";
import { changesOf, deliveriesOf } from "./place-changes.ts";

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
export function taskDurations(arm: ArmState): TaskDurations {
  const waits = waitsOf(arm).filter((wait) => wait !== null);
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
export function waitsOf(arm: ArmState): readonly (Wait | null)[] {
  const deliveries = deliveriesOf(arm);
  return arm.tasks.map((task, i) => waitOf(task, deliveries[i] ?? []));
}

function waitOf(task: TaskState, deliveries: readonly Attempt[]): Wait | null {
  const begunAtMs = startThatCounts(task, deliveries);
  if (begunAtMs === null) return null;
  const spent = { ready: 0, held: 0, running: 0 };
  const changes = changesOf(task, deliveries);
  for (const [i, { atMs, to }] of changes.entries()) {
    if (to !== "ready" && to !== "held" && to !== "running") continue;
    const untilMs = earlier(changes[i + 1]?.atMs ?? begunAtMs, begunAtMs);
    spent[to] += Math.max(0, between(atMs, untilMs));
  }
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
