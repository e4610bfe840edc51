import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { rulerLines, seekByKey } from "./ruler.model.ts";

describe("rulerLines", () => {
  const scenario = presets["kill-a-worker"];
  const run = project(runStateProjection, raceLog(scenario, { untilMs: 14_000 }));
  const [auto, manual] = rulerLines(run, new Map());

  it("marks what happened in each arena up to the viewed moment", () => {
    expect(auto?.marks.filter(({ kind }) => kind === "done")).toHaveLength(8);
    expect(auto?.marks).toContainEqual({ kind: "kill", atMs: 10_500, worker: "w1" });
  });

  it("marks redeliveries where there are any", () => {
    expect(auto?.marks.some(({ kind }) => kind === "redelivered")).toBe(false);
    expect(manual?.marks.filter(({ kind }) => kind === "redelivered")).toHaveLength(4);
  });
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
