import { expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { defaultScenario } from "../scenario/presets.ts";
import { isComplete, isSettled } from "./completion.ts";
import { runStateProjection } from "./run-state-projection.ts";

const after = (untilMs: number) =>
  project(runStateProjection, raceLog(defaultScenario, { untilMs }));

it("is complete once the slowest arm is done, not before", () => {
  expect(after(23_999).arms.map(isSettled)).toEqual([false, true]);
  expect(isComplete(after(23_999))).toBe(false);
  expect(isComplete(after(24_000))).toBe(true);
});

it("waits for what the scenario plans to publish", () => {
  const later = { text: "task.", publishAtMs: 90_000 };
  const scenario = { ...defaultScenario, workload: [...defaultScenario.workload, later] };
  const log = raceLog(scenario, { untilMs: 80_000 });
  expect(isComplete(project(runStateProjection, log))).toBe(false);
});

it("waits for the last ack", () => {
  const state = project(runStateProjection, drawLog("A.queue p . . .\nA.w1 . r s f"));
  expect(state.arms.map(isSettled)).toEqual([false]);
});

it("waits for what was done, never acknowledged, and is in the queue again", () => {
  const state = project(runStateProjection, drawLog("A.queue p . . . .\nA.w1 . r s f k"));
  expect(state.arms.map(isSettled)).toEqual([false]);
});

it("is never complete when it was opened without tasks", () => {
  expect(isComplete(project(runStateProjection, drawLog("A.queue p . . .\nA.w1 . r s d")))).toBe(
    false,
  );
});
