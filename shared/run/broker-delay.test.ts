import { expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { brokerDelayOf } from "./broker-delay.ts";
import { runStateProjection } from "./run-state-projection.ts";

const delayOf = (drawing: string) => {
  const run = project(runStateProjection, drawLog(drawing));
  return brokerDelayOf(run.arms[0]!, run);
};

it("is what the broker took to find a silent worker dead", () => {
  expect(delayOf("A.queue p . . . . . .\nA.w1 rs h . . m . .\nA.w2 . . . . . rs d")).toBe(3000);
  expect(delayOf("A.queue p . . . . . .\nA.w1 rs h . . m b .\nA.w2 . . . . . rs d")).toBe(3000);
});

it("is nothing when a worker was killed, or goes on", () => {
  expect(delayOf("A.queue p . . .\nA.w1 rs h . k")).toBe(0);
  expect(delayOf("A.queue p . . .\nA.w1 rs h . u")).toBe(0);
});
