import { moment } from "#shared/kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { armReadings } from "./arm-reading.model.ts";

const scenario = presets["odd-heavy"];

function readingsAt(atMs: number) {
  const run: RunState = project(
    runStateProjection,
    raceLog(scenario).filter((event) => event.atMs <= atMs),
  );
  const metrics = new Map(
    run.arms.map((arm) => [arm.arm, armMetrics(arm, scenario, moment(atMs))]),
  );
  return armReadings(run, scenario, metrics, atMs);
}

describe("armReadings", () => {
  it("names the plan's arenas and workers before a run, and measures nothing", () => {
    const readings = armReadings(runStateProjection.initial, scenario, new Map(), 0);
    expect(readings.map(({ arm, workers, elapsedMs }) => [arm, workers, elapsedMs])).toEqual([
      ["A", ["w1", "w2"], null],
      ["B", ["w1", "w2"], null],
    ]);
  });

  it("counts up while a race runs, and stands still once an arena has finished", () => {
    const [a, b] = readingsAt(20_500);
    expect([a?.elapsedMs, a?.finishMs, a?.done, a?.held]).toEqual([20_500, null, 11, 0]);
    expect([b?.finishMs, b?.boundMs, b?.done]).toEqual([15_000, 15_000, 12]);
  });

  it("does not count on after the run was closed", () => {
    expect(readingsAt(90_000)[0]?.elapsedMs).toBe(24_000);
  });
});
