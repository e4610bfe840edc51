import { describe, expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { presets } from "../scenario/presets.ts";
import {
  counted,
  finishedAt,
  finishMeasured,
  firstDone,
  idleSeconds,
  inEveryArm,
  isMet,
  tasksOf,
  wasKilled,
  withoutIdle,
} from "./conditions.ts";

const racing = (untilMs: number) =>
  project(runStateProjection, raceLog(presets["odd-heavy"], { untilMs }));
const raced = racing(60_000);

describe("conditions", () => {
  it("count idle seconds as they grow, and are met once there are enough", () => {
    expect(idleSeconds("A", 5)(racing(8500), null)).toMatchObject({ need: 5, unit: "seconds" });
    expect(isMet(idleSeconds("A", 5), racing(8500), null)).toBe(false);
    expect(isMet(idleSeconds("A", 5), racing(12_500), null)).toBe(true);
    expect(isMet(idleSeconds("B", 5), raced, null)).toBe(false);
  });

  it("tell a race without idle from one with it, and not before it is over", () => {
    expect(isMet(withoutIdle("B"), raced, null)).toBe(true);
    expect(isMet(withoutIdle("A"), raced, null)).toBe(false);
    expect(isMet(withoutIdle("B"), racing(3000), null)).toBe(false);
  });

  it("know when an arm finished", () => {
    expect(isMet(finishedAt("A", 24_000), raced, null)).toBe(true);
    expect(isMet(finishedAt("A", 15_000), raced, null)).toBe(false);
    expect(isMet(finishedAt("A", 24_000), racing(20_000), null)).toBe(false);
  });

  it("are false of arms that are not there, and of no run at all", () => {
    const { initial } = runStateProjection;
    expect(inEveryArm(() => true)(initial, null)).toBe(false);
    expect(counted("A", 3, () => 9)(initial, null)).toEqual({ have: 0, need: 3, unit: "times" });
  });

  it("count to what is needed and no further", () => {
    expect(counted("A", 3, ({ counts }) => counts.done)(raced, null)).toMatchObject({ have: 3 });
  });
});

describe("what was measured", () => {
  it("is said once it is known, in both languages", () => {
    expect(finishMeasured("A")(racing(20_000))).toBeNull();
    expect(finishMeasured("A")(raced)).toEqual({ en: "24.0 s", zh: "24.0 秒" });
    expect(firstDone(raced)?.en).toBe("B first");
  });
});

it("a worker's tasks and its end are told of every stay", () => {
  const state = project(runStateProjection, drawLog("A.queue pp . . .\nA.w1 . rr s k"));
  const arm = state.arms[0]!;
  expect(tasksOf(arm, "w1")).toEqual([1, 2]);
  expect(wasKilled(arm, "w1")).toBe(true);
  expect(wasKilled(arm, "w2")).toBe(false);
});
