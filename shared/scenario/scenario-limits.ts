import type { ArmId } from "./scenario.ts";

export const ARM_IDS = ["A", "B", "C", "D"] as const satisfies readonly ArmId[];

/** Limits of a scenario besides its workload's. */
export const SCENARIO_LIMITS = {
  arms: ARM_IDS.length,
  /** Per arm. */
  workers: 256,
  workerIdLength: 32,
  /** Tasks one worker may work on at a time. */
  concurrency: 64,
  minSpeed: 0.1,
  maxSpeed: 10,
  faults: 64,
  maxAtMs: 3_600_000,
  maxSeed: 2 ** 32 - 1,
} as const;
