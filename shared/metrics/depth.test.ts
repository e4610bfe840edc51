import { moment } from "../kernel/moment.ts";
import { expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { depthSteps } from "./depth.ts";

const steps = (drawing: string, untilMs: number) => {
  const [arm] = project(runStateProjection, drawLog(drawing)).arms;
  return (arm ? depthSteps(arm, moment(untilMs)) : []).map(
    ({ atMs, ready, held, running }) => `${atMs / 1000}: ${ready} ${held} ${running}`,
  );
};

it("tells ready, held and running apart, one step a moment", () => {
  expect(steps("A.queue . pp . . .\nA.w1 . . rr s d", 6000)).toEqual([
    "0: 0 0 0",
    "1: 2 0 0",
    "2: 0 2 0",
    "3: 0 1 1",
    "4: 0 1 0",
    "6: 0 1 0",
  ]);
});

it("puts back what a killed worker had", () => {
  expect(steps("A.queue pp . .\nA.w1 . rrs k", 2000)).toEqual(["0: 2 0 0", "1: 0 1 1", "2: 2 0 0"]);
});

it("leaves out what becomes of a task after it was done once", () => {
  const drawing = "A.queue p . . .\nA.w1 . rsf k .\nA.w2 . . . r";
  expect(steps(drawing, 3000)).toEqual(["0: 1 0 0", "1: 0 0 0", "3: 0 0 0"]);
});
