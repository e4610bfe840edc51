import { lasting } from "../kernel/moment.ts";
import { expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { presets } from "../scenario/presets.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { durations, taskDurations } from "./durations.ts";

it("gives the maximum but no percentile with under 20 samples", () => {
  expect(durations([3, 1, 2].map(lasting))).toEqual({
    count: 3,
    meanMs: 2,
    maxMs: 3,
    p50Ms: null,
    p95Ms: null,
  });
  expect(durations([])).toBeNull();
});

it("takes nearest-rank percentiles from 20 on", () => {
  const samples = Array.from({ length: 20 }, (_, i) => lasting(20 - i));
  expect(durations(samples)).toMatchObject({ p50Ms: 10, p95Ms: 19, maxMs: 20 });
});

it("sums a wait over all deliveries: in queue, in a buffer, and on work thrown away", () => {
  const [arm] = project(
    runStateProjection,
    drawLog(`
      A.queue p . . . . . . .
      A.w1    . r s k
      A.w2    . . . . r . s d
    `),
  ).arms;
  expect(arm && taskDurations(arm)).toMatchObject({
    wait: { maxMs: 6000 },
    waitInQueue: { maxMs: 2000 },
    waitInBuffer: { maxMs: 3000 },
    waitOnThrownAway: { maxMs: 1000 },
    turnaround: { maxMs: 7000 },
  });
});

const armOf = (drawing: string) => project(runStateProjection, drawLog(drawing)).arms[0]!;

it("counts where the tasks of a killed worker waited before it died", () => {
  const scenario = {
    ...presets["kill-a-worker"],
    faults: presets["kill-a-worker"].faults.map((fault) => ({ ...fault, atMs: 9000 })),
  };
  const [, manual] = project(runStateProjection, raceLog(scenario)).arms;
  const { wait, waitInQueue, waitInBuffer, waitOnThrownAway } = taskDurations(manual!);
  expect([waitInQueue?.meanMs, waitInBuffer?.meanMs]).toEqual([0, 6500]);
  expect(waitOnThrownAway?.meanMs).toBeCloseTo(1000 / 12);
  expect(wait?.meanMs).toBeCloseTo(6500 + 1000 / 12);
});

it("waits for the start of the work that was done first, though another worker has it too", () => {
  const arm = armOf(`
    A.queue p  . . .  . .
    A.w1    rs m . bg . o
    A.w2    .  . r .  s . . d
  `);
  expect(taskDurations(arm)).toMatchObject({
    wait: { maxMs: 3000 },
    waitInQueue: { maxMs: 1000 },
    waitInBuffer: { maxMs: 1000 },
    waitOnThrownAway: { maxMs: 1000 },
    turnaround: { maxMs: 5000 },
  });
});
