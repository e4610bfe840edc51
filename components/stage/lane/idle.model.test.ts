import { moment } from "#shared/kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { toleranceMs } from "#shared/metrics/tolerance.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { idleStretches } from "./idle.model.ts";

const scenario = presets["odd-heavy"];
const w2 = "w2" as WorkerId;

function stretchesAt(labMs: number, measuredAtMs = labMs) {
  const nowMs = moment(labMs);
  const run = project(runStateProjection, raceLog(scenario, { untilMs: nowMs }));
  const arm = run.arms[0]!;
  return idleStretches(arm, armMetrics(arm, scenario, moment(measuredAtMs)), w2, {
    nowMs,
    lastEventMs: run.atMs,
    leastMs: toleranceMs(1),
  });
}

describe("idleStretches", () => {
  it("is open while w2 has nothing and three tasks wait with w1", () => {
    expect(stretchesAt(11_000)).toMatchObject([
      { fromMs: 6000, toMs: 11_000, open: true, waiting: 3 },
    ]);
  });

  it("grows until now between events, though it was measured at the last one", () => {
    expect(stretchesAt(11_400, 11_000)).toMatchObject([{ toMs: 11_400, open: true }]);
  });

  it("ends when the last task was started, and says who had the work", () => {
    expect(stretchesAt(24_000)).toEqual([
      { fromMs: 6000, toMs: 20_000, open: false, waiting: 0, waitedAt: "w1" },
    ]);
  });

  it("leaves out what nobody could see", () => {
    expect(stretchesAt(6020)).toEqual([]);
  });
});
