import type { PlannedTask } from "./scenario.ts";
import { serviceMsOf } from "./workload.ts";

/** What a workload turned out to be, in the words of queueing theory. */
export interface WorkloadShape {
  readonly meanMs: number;
  /** C²: the variance of the sizes over the square of their mean. 0 when all are the same, 1 when exponential. */
  readonly squaredVariation: number;
  /** ρ: work that arrives per time over the work that can be done; `null` when all is published at once. */
  readonly offeredLoad: number | null;
}

/** @param capacity the sum of the workers' speeds. */
export function workloadShape(workload: readonly PlannedTask[], capacity: number): WorkloadShape {
  const sizes = workload.map(serviceMsOf);
  const meanMs = mean(sizes);
  const variance = mean(sizes.map((ms) => (ms - meanMs) ** 2));
  const times = workload.map(({ publishAtMs }) => publishAtMs);
  const spanMs = extreme(times, Math.max) - extreme(times, Math.min);
  const perMs = spanMs > 0 ? (workload.length - 1) / spanMs : null;
  return {
    meanMs,
    squaredVariation: meanMs === 0 ? 0 : variance / meanMs ** 2,
    offeredLoad: perMs === null || capacity === 0 ? null : (perMs * meanMs) / capacity,
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Without spreading: there may be more than an argument list holds. */
function extreme(values: readonly number[], of: (a: number, b: number) => number): number {
  return values.reduce((a, b) => of(a, b), values[0] ?? 0);
}
