import fc from "fast-check";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { Arm, Fault, PlannedWorker, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { QueueType } from "#shared/scenario/queue-settings.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { dottedText } from "#shared/scenario/workload.ts";

const atMs = fc.integer({ min: 0, max: 40 }).map((halfSeconds) => halfSeconds * 500);

export const anyStrategy: fc.Arbitrary<Strategy> = fc.record({
  prefetch: fc.constantFrom<Strategy["prefetch"]>(1, 2, 3, "unlimited"),
  ack: fc.constantFrom<Strategy["ack"]>("manual", "auto"),
  durable: fc.boolean(),
  persistent: fc.boolean(),
  confirms: fc.boolean(),
  queueType: fc.constant("classic"),
  deliveryLimit: fc.constant("default"),
  deadLetters: fc.constantFrom("off", "kept"),
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

/** Anything but silence, which takes the broker seconds to notice. */
export const anyWorkerAction: fc.Arbitrary<WorkerAction> = fc.oneof(
  fc.record({
    type: fc.constantFrom("kill", "stop", "pause", "resume", "resume", "restart", "restart"),
  }),
  fc.constant({ type: "hang", heartbeats: true } as const),
  fc.record({ type: fc.constant("set-speed"), speed: fc.constantFrom(0.5, 1, 4) }),
  fc.record({ type: fc.constant("set-acking"), acking: fc.boolean() }),
  fc.record({ type: fc.constantFrom("nack", "reject"), requeue: fc.boolean() }),
);

const faultsOf = (action: fc.Arbitrary<WorkerAction>, maxLength: number) =>
  fc.array(
    fc.record({
      type: fc.constant("act-on-worker" as const),
      action,
      worker: fc.constantFrom("w2", "w3", "w4").map((id) => id as WorkerId),
      atMs,
    }),
    { maxLength },
  );

const arms: fc.Arbitrary<readonly Arm[]> = fc
  .array(fc.record({ strategy: anyStrategy, workers }), { minLength: 1, maxLength: 3 })
  .map((some) => some.map((one, i): Arm => ({ ...one, arm: ARM_IDS[i] ?? "A" })));

const scenarioWith = (faults: fc.Arbitrary<readonly Fault[]>): fc.Arbitrary<Scenario> =>
  fc.record({
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

/** Any small race: late workers, slow ones, kills (of any but w1), tasks at any time. */
export const anyScenario = scenarioWith(faultsOf(fc.constant({ type: "kill" }), 2));

/** The same, where anything is done to any worker but w1. */
export const anyChaos = scenarioWith(faultsOf(anyWorkerAction, 6));

const anyReturn: fc.Arbitrary<Fault> = fc.record({
  type: fc.constant("act-on-worker" as const),
  action: fc.constantFrom<WorkerAction>(
    { type: "nack", requeue: true },
    { type: "reject", requeue: true },
    { type: "kill" },
    { type: "stop" },
    { type: "restart" },
  ),
  worker: fc.constantFrom("w1", "w2", "w3").map((id) => id as WorkerId),
  atMs: fc.integer({ min: 0, max: 20 }).map((halfSeconds) => halfSeconds * 500),
});

/** As `anyChaos`, but most of what happens gives something back, and most of the time something waits. */
export const anyReturns = (queueType: QueueType): fc.Arbitrary<Scenario> =>
  fc
    .record({ race: anyChaos, faults: fc.array(anyReturn, { maxLength: 8 }) })
    .map(({ race, faults }): Scenario => ({
      ...race,
      workload: [...race.workload, ...race.workload],
      arms: race.arms.map((arm) => ({
        ...arm,
        strategy: { ...arm.strategy, queueType, durable: true },
      })),
      faults: [...race.faults, ...faults],
    }));
