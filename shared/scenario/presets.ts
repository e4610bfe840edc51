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

const oddHeavy = tasksOfDots(repeat([4, 1], 6));
/** No ties that decide anything, at any prefetch: found by trying all orders of all short patterns. */
const fiveAndTwo = tasksOfDots(repeat([5, 2], 6));
const twelveOfTwo = tasksOfDots(repeat([2], 12));

export const presets: Readonly<Record<PresetId, Scenario>> = {
  "odd-heavy": race("odd-heavy", oddHeavy, workers(2)),
  tutorial: race(
    "tutorial",
    [1, 2, 3, 4, 5].map((dots) => ({ text: `first msg${".".repeat(dots)}`, publishAtMs: 0 })),
    workers(2),
  ),
  equal: race("equal", tasksOfDots(repeat([2], 8)), workers(2)),
  "one-heavy-in-three": race("one-heavy-in-three", tasksOfDots(repeat([6, 1, 1], 4)), workers(3)),
  "long-short": race("long-short", tasksOfDots(repeat([5, 1], 5)), workers(2)),
  "worst-case": race("worst-case", tasksOfDots([...repeat([1], 6), 3]), workers(3)),
  "fair-loses": race("fair-loses", tasksOfDots([2, 3, 1, 2, 1, 3]), workers(3)),
  "late-joiner": race("late-joiner", twelveOfTwo, [...workers(2), third({ joinAtMs: 4000 })]),
  straggler: race("straggler", twelveOfTwo, [...workers(2), third({ speed: 0.5 })]),
  "kill-a-worker": {
    ...race("kill-a-worker", oddHeavy, workers(2), [
      { ...EAGER, ack: "auto" },
      EAGER,
      WAIT_FOR_ACK,
    ]),
    faults: [
      { type: "act-on-worker", worker: "w1" as WorkerId, action: { type: "kill" }, atMs: 10_500 },
    ],
  },
  durability: {
    ...race(
      "durability",
      twelveOfTwo,
      workers(2),
      [true, false].flatMap((durable) =>
        [true, false].map((persistent) => ({ ...WAIT_FOR_ACK, durable, persistent })),
      ),
    ),
    faults: [{ type: "restart-broker", kill: true, atMs: 5000 }],
  },
  "prefetch-dial": race(
    "prefetch-dial",
    fiveAndTwo,
    workers(2),
    ([1, 2, 4, "unlimited"] as const).map((prefetch) => ({ ...EAGER, prefetch })),
  ),
};

/** What the lab opens on. */
export const defaultScenario: Scenario = presets["odd-heavy"];

function race(
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

function workers(count: number): readonly PlannedWorker[] {
  return Array.from({ length: count }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
}

function third(change: Partial<PlannedWorker>): PlannedWorker {
  return { worker: "w3" as WorkerId, speed: 1, joinAtMs: 0, ...change };
}

function repeat(dots: readonly number[], times: number): readonly number[] {
  return Array.from({ length: times }, () => dots).flat();
}
