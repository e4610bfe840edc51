import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import { longLog } from "#tests/bench/long-log.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { timeScale } from "#components/stage/time-scale.model.ts";
import { rulerLines, seekByKey } from "./ruler.model.ts";

describe("rulerLines", () => {
  const scenario = presets["kill-a-worker"];
  const run = project(runStateProjection, raceLog(scenario, { untilMs: 14_000 }));
  const [auto, manual] = rulerLines(run, new Map(), timeScale(24_000, 980));

  it("marks what happened in each arena up to the viewed moment", () => {
    expect(auto?.marks.filter(({ kind }) => kind === "done")).toHaveLength(8);
    expect(auto?.marks).toContainEqual({ kind: "kill", atMs: 10_500, worker: "w1" });
  });

  it("marks redeliveries where there are any", () => {
    expect(auto?.marks.some(({ kind }) => kind === "redelivered")).toBe(false);
    expect(manual?.marks.filter(({ kind }) => kind === "redelivered")).toHaveLength(4);
  });
});

it("a line of thousands of tasks has no more marks than pixels", () => {
  const run = project(runStateProjection, longLog(2000));
  const [line] = rulerLines(run, new Map(), timeScale(run.atMs, 980));
  expect(line?.marks.length).toBeGreaterThan(900);
  expect(line?.marks.length).toBeLessThanOrEqual(981);
});

describe("seekByKey", () => {
  const at = { nowMs: 9950, endMs: 10_000 };
  it.each([
    ["ArrowRight", false, 10_000],
    ["ArrowLeft", false, 9850],
    ["ArrowLeft", true, 8950],
    ["PageDown", false, 4950],
    ["Home", false, 0],
    ["End", false, 10_000],
    ["a", false, undefined],
  ])("%s (shift %s) goes to %s", (key, shiftKey, expected) => {
    expect(seekByKey({ key, shiftKey }, at)).toBe(expected);
  });
});
