import type { Arm, Fault, PlannedTask, Scenario, WorkerId } from "../scenario/scenario.ts";
import { ARM_IDS } from "../scenario/scenario-limits.ts";
import type { Strategy } from "../scenario/strategy.ts";
import type { WorkerAction } from "../scenario/worker-action.ts";

interface LessonPlan {
  readonly tasks: readonly PlannedTask[];
  readonly workers: number;
  /** One arm each. */
  readonly strategies: readonly Strategy[];
  readonly faults?: readonly Fault[];
}

/** The same crew in every arm. */
export function lessonScenario({ tasks, workers, strategies, faults = [] }: LessonPlan): Scenario {
  const crew = Array.from({ length: workers }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
  const arms = strategies.flatMap((strategy, i): Arm[] => {
    const arm = ARM_IDS[i];
    return arm === undefined ? [] : [{ arm, strategy, workers: crew }];
  });
  return { preset: null, seed: 1, workload: tasks, arms, faults };
}

export const W1 = "w1" as WorkerId;

export function actOnW1(action: WorkerAction, atMs: number): Fault {
  return { type: "act-on-worker", worker: W1, action, atMs };
}
