import fc from "fast-check";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { Arm, Fault, PlannedWorker, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { dottedText } from "#shared/scenario/workload.ts";

const atMs = fc.integer({ min: 0, max: 40 }).map((halfSeconds) => halfSeconds * 500);

export const anyStrategy: fc.Arbitrary<Strategy> = fc.record({
  prefetch: fc.constantFrom<Strategy["prefetch"]>(1, 2, 3, "unlimited"),
  ack: fc.constantFrom<Strategy["ack"]>("manual", "auto"),
  durable: fc.boolean(),
  persistent: fc.boolean(),
});

const workers: fc.Arbitrary<readonly PlannedWorker[]> = fc
  .array(
    fc.record({ speed: fc.constantFrom(0.5, 1, 2), joinAtMs: fc.oneof(fc.constant(0), atMs) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((crew) => crew.map((one, i) => ({ ...one, worker: `w${i + 1}` as WorkerId })));

const faults: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.record({
    type: fc.constant("act-on-worker" as const),
    action: fc.constant({ type: "kill" as const }),
    worker: fc.constantFrom("w2", "w3", "w4").map((id) => id as WorkerId),
    atMs,
  }),
  { maxLength: 2 },
);

const arms: fc.Arbitrary<readonly Arm[]> = fc
  .array(fc.record({ strategy: anyStrategy, workers }), { minLength: 1, maxLength: 3 })
  .map((some) => some.map((one, i): Arm => ({ ...one, arm: ARM_IDS[i] ?? "A" })));

/** Any small race: late workers, slow ones, kills (of any but w1), tasks at any time. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  preset: fc.constant(null),
  seed: fc.constant(1),
  workload: fc.array(
    fc.record({
      text: fc.integer({ min: 1, max: 9 }).map(dottedText),
      publishAtMs: fc.oneof(fc.constant(0), atMs),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  arms,
  faults,
});
