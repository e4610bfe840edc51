import { jain } from "../kernel/statistics.ts";
import type { WorkerMetrics } from "./arm-metrics.ts";

/** Share of the longest life by which lives may differ and still be compared. */
const TOLERANCE = 0.01;

export interface Fairness {
  readonly byMessages: number | null;
  readonly byWork: number | null;
}

/** Jain's index over the workers, by deliveries and by busy time. `null` when they lived for different times. */
export function fairness(workers: readonly WorkerMetrics[]): Fairness {
  const lives = workers.map(({ aliveMs }) => aliveMs);
  const longest = Math.max(0, ...lives);
  if (longest - Math.min(longest, ...lives) > TOLERANCE * longest) {
    return { byMessages: null, byWork: null };
  }
  return {
    byMessages: jain(workers.map(({ messages }) => messages)),
    byWork: jain(workers.map(({ busyMs }) => busyMs)),
  };
}
