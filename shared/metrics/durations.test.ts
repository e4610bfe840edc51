import { lasting } from "../kernel/moment.ts";
import { expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
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

it("splits the wait into queue and buffer, by the delivery that was begun last", () => {
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
    waitInQueue: { maxMs: 4000 },
    waitInBuffer: { maxMs: 2000 },
    turnaround: { maxMs: 7000 },
  });
});
