import { expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { presets } from "../scenario/presets.ts";
import { replaceWorkload } from "../scenario/edit-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { runStateProjection } from "./run-state-projection.ts";
import { tasksByWorker } from "./tasks-by-worker.ts";

/** As observed on RabbitMQ 3.10.8 for a list without ties. */
it("says who began which task, in order", () => {
  const workload = tasksOfDots([4, 2, 5, 1, 7, 2, 6, 1, 6, 2]);
  const scenario = replaceWorkload(presets["odd-heavy"], workload);
  const { arms } = project(runStateProjection, raceLog(scenario));
  expect(arms.map((arm) => Object.fromEntries(tasksByWorker(arm)))).toEqual([
    { w1: [1, 3, 5, 7, 9], w2: [2, 4, 6, 8, 10] },
    { w1: [1, 4, 5, 8, 9], w2: [2, 3, 6, 7, 10] },
  ]);
});
