import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { Arm, Fault, PlannedWorker, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { simulatedLog, type SimulationOptions } from "#simulation/simulate.ts";

/** w1, w2, …, there from the start. */
export const w = (n: number, change: Partial<PlannedWorker> = {}): PlannedWorker => ({
  worker: `w${n}` as WorkerId,
  speed: 1,
  joinAtMs: 0,
  ...change,
});

interface Plan {
  readonly dots: readonly number[];
  readonly workers?: readonly PlannedWorker[];
  readonly strategies?: readonly Strategy[];
  readonly faults?: readonly Fault[];
}

/** One arm for each strategy, all with the same workers. */
export function plan({
  dots,
  workers = [w(1), w(2)],
  strategies = [EAGER],
  faults = [],
}: Plan): Scenario {
  const arms = strategies.map((strategy, i): Arm => ({
    arm: ARM_IDS[i] ?? "A",
    strategy,
    workers,
  }));
  return { preset: null, seed: 1, workload: tasksOfDots(dots), arms, faults };
}

/** What happened when, in words: `w1 started 3 @4000`. */
export function story(options: SimulationOptions, types: readonly string[]): readonly string[] {
  return simulatedLog(options)
    .filter(({ type }) => types.includes(type))
    .map((event) => {
      const worker = "worker" in event ? `${event.worker} ` : "";
      const task = "task" in event ? ` ${event.task}` : "";
      return `${worker}${event.type}${task} @${event.atMs}`;
    });
}

/** When each arm finished its last task. */
export function finishes(options: SimulationOptions): readonly number[] {
  const log = simulatedLog(options);
  return options.scenario.arms.map(({ arm }) =>
    Math.max(
      ...log.map((event) => (event.type === "finished" && event.arm === arm ? event.atMs : 0)),
    ),
  );
}
