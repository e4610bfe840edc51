import { expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "#shared/kernel/projection.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import type { Fault, WorkerId } from "#shared/scenario/scenario.ts";
import { WORKER_ACTIONS } from "#shared/scenario/worker-action-name.ts";
import { missedFaults } from "./missed-faults.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";

const kill = (worker: string, atMs: number): Fault => ({
  type: "act-on-worker",
  worker: worker as WorkerId,
  action: WORKER_ACTIONS.kill,
  atMs,
});

it("lists what was planned for later than the end, and for a worker that was gone", () => {
  const faults = [kill("w1", 3000), kill("w1", 5000), kill("w2", 90_000)];
  const state = project(
    runStateProjection,
    raceLog({ ...defaultScenario, faults }, { untilMs: 30_000 }),
  );
  expect(missedFaults(state)).toEqual([faults[1], faults[2]]);
});
