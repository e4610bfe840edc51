import type { PresetId } from "./preset.ts";
import type { Arm, PlannedTask, PlannedWorker, Scenario, WorkerId } from "./scenario.ts";
import { ARM_IDS } from "./scenario-limits.ts";
import { SETTING_NAMES, SETTINGS, type Strategy } from "./strategy.ts";
import { tasksOfDots } from "./workload.ts";

/** Prefetch unlimited, on the broker's safer side in all else. */
export const EAGER = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, SETTINGS[name].initial]),
) as unknown as Strategy;
export const WAIT_FOR_ACK: Strategy = { ...EAGER, prefetch: 1 };

export const oddHeavy = tasksOfDots(repeat([4, 1], 6));

/** What the lab opens on. */
export const defaultScenario: Scenario = race("odd-heavy", oddHeavy, workers(2));

/** One of the built-in races; between these two strategies unless told otherwise. */
export function race(
  preset: PresetId,
  workload: readonly PlannedTask[],
  crew: readonly PlannedWorker[],
  strategies: readonly Strategy[] = [EAGER, WAIT_FOR_ACK],
): Scenario {
  const arms = ARM_IDS.slice(0, strategies.length).map((arm, i): Arm => ({
    arm,
    strategy: strategies[i] ?? EAGER,
    workers: crew,
  }));
  return { preset, seed: 1, workload, arms, faults: [] };
}

export function workers(count: number): readonly PlannedWorker[] {
  return Array.from({ length: count }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
}

export function repeat(dots: readonly number[], times: number): readonly number[] {
  return Array.from({ length: times }, () => dots).flat();
}
