import { expect, it } from "vitest";
import { sum } from "../kernel/statistics.ts";
import { moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { depthSteps } from "./depth.ts";
import { littlesLaw } from "./littles-law.ts";

const armOf = (drawing: string) => {
  const [arm] = project(runStateProjection, drawLog(drawing)).arms;
  if (!arm) throw new Error("no arm");
  return arm;
};

it("counts waits in the queue, in a buffer, and those that go on", () => {
  // Four tasks in 4 s, which waited 0, 1, 1 and, so far, 1 s.
  const arm = armOf("A.queue p p p p .\nA.w1 rs r ds rds .");
  expect(littlesLaw(arm, moment(4000))).toEqual({
    meanWaiting: 3 / 4,
    arrivalsPerS: 1,
    meanWaitMs: 750,
  });
});

it("does not change when all have begun", () => {
  const arm = armOf("A.queue pp . .\nA.w1 rrs . ds");
  expect(littlesLaw(arm, moment(60_000))).toEqual(littlesLaw(arm, moment(2000)));
});

it("is the area under ready and held", () => {
  const arm = armOf("A.queue ppp . p . .\nA.w1 rs . r ds .\nA.w2 . rs . . .");
  const untilMs = moment(5000);
  const steps = depthSteps(arm, untilMs);
  const waited = steps.map(
    ({ atMs, ready, held }, i) => (ready + held) * ((steps[i + 1]?.atMs ?? untilMs) - atMs),
  );
  expect(littlesLaw(arm, untilMs)?.meanWaiting).toBeCloseTo(sum(waited) / untilMs);
});

it("says nothing before time has passed", () => {
  expect(littlesLaw(armOf("A.queue ."), moment(1000))).toBeNull();
  expect(littlesLaw(armOf("A.queue p\nA.w1 rs"), moment(1000))).toBeNull();
});
