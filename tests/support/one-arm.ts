import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { Fault, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";

/** A scenario of one arm whose workers are w1, w2, … and there from the start. */
export function oneArm(
  dots: readonly number[],
  {
    workers = 2,
    concurrency,
    strategy = EAGER,
    faults = [],
  }: {
    readonly workers?: number;
    readonly concurrency?: number;
    readonly strategy?: Strategy;
    readonly faults?: readonly Fault[];
  } = {},
): Scenario {
  const crew = Array.from({ length: workers }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
    ...(concurrency !== undefined && { concurrency }),
  }));
  return {
    preset: null,
    seed: 1,
    workload: tasksOfDots(dots),
    arms: [{ arm: "A", strategy, workers: crew }],
    faults,
  };
}
