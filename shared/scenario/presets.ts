import {
  defaultScenario,
  EAGER,
  oddHeavy,
  race,
  repeat,
  WAIT_FOR_ACK,
  workers,
} from "./default-scenario.ts";
import type { PresetId } from "./preset.ts";
import type { PlannedWorker, Scenario, WorkerId } from "./scenario.ts";
import { tasksOfDots } from "./workload.ts";

/** No ties that decide anything, at any prefetch: found by trying all orders of all short patterns. */
const fiveAndTwo = tasksOfDots(repeat([5, 2], 6));
const twelveOfTwo = tasksOfDots(repeat([2], 12));

export const presets: Readonly<Record<PresetId, Scenario>> = {
  "odd-heavy": defaultScenario,
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

function third(change: Partial<PlannedWorker>): PlannedWorker {
  return { worker: "w3" as WorkerId, speed: 1, joinAtMs: 0, ...change };
}
