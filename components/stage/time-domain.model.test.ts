import { describe, expect, it } from "vitest";
import { reckoning } from "#client/log/reckoning.ts";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { foresight } from "#client/plan/foreseen.ts";
import { runReachMs } from "./reach.model.ts";
import { timeDomain } from "./time-domain.model.ts";

await reckoning.load();

const domainOf = (scenario: Scenario, run: RunState, liveMs: number | null) =>
  timeDomain(foresight.get().endMs(run.scenario ?? scenario, null), runReachMs(run, liveMs));

const domainAt = (scenario: Scenario, nowMs: number | null) =>
  domainOf(
    scenario,
    project(runStateProjection, nowMs === null ? [] : raceLog(scenario, { untilMs: nowMs })),
    nowMs,
  );

describe("timeDomain", () => {
  it.each([
    ["odd-heavy", 25],
    ["tutorial", 10],
    ["equal", 9],
    ["kill-a-worker", 27],
  ] as const)("holds still during %s", (preset, seconds) => {
    const scenario = presets[preset];
    for (const nowMs of [null, 0, 400, 9000]) {
      expect(domainAt(scenario, nowMs)).toBe(seconds * 1000);
    }
  });

  it("has room before anything is planned", () => {
    expect(domainAt({ ...presets["odd-heavy"], workload: [] }, null)).toBe(20_000);
  });

  it("moves on in large steps when a run outgrows it, and only then", () => {
    const scenario = presets["odd-heavy"];
    expect(domainAt(scenario, 25_000)).toBe(25_000);
    expect(domainAt(scenario, 26_000)).toBe(30_000);
    expect(domainAt(scenario, 29_000)).toBe(30_000);
    expect(domainAt(scenario, 31_000)).toBe(40_000);
  });

  it("follows the run, not what the plan became since", () => {
    const scenario = presets["odd-heavy"];
    const run = project(runStateProjection, raceLog(scenario, { untilMs: 11_000 }));
    const arms = scenario.arms.map((arm) => ({ ...arm, workers: arm.workers.slice(0, 1) }));
    expect(domainOf({ ...scenario, arms }, run, 11_000)).toBe(25_000);
  });

  it("stays finite while everybody is paused or hung, and tasks wait", () => {
    const scenario = presets["odd-heavy"];
    const log = raceLog(scenario, { untilMs: 11_000 });
    const halted = scenario.arms.flatMap(({ arm, workers }) =>
      workers.map(({ worker }) => ({
        ...log.at(-1)!,
        type: "worker-paused" as const,
        arm,
        worker,
      })),
    );
    const run = project(runStateProjection, [...log, ...halted]);
    expect(domainOf(scenario, run, 11_000)).toBe(25_000);
    expect(domainOf(scenario, run, 60_000)).toBeLessThanOrEqual(100_000);
  });

  it("makes room for tasks that were pushed by hand, as far as anything of them is drawn", () => {
    const { arms, ...rest } = presets["odd-heavy"];
    const scenario = { ...rest, arms: arms.filter(({ strategy }) => strategy.prefetch === 1) };
    const three = Array.from({ length: 3 }, () => ({ text: "t.........", publishAtMs: 11_000 }));
    const pushed = { ...scenario, workload: [...scenario.workload, ...three] };
    const domainWhen = (untilMs: number) => {
      const run = project(runStateProjection, raceLog(pushed, { untilMs }));
      return timeDomain(foresight.get().endMs(scenario, null), runReachMs(run, untilMs));
    };
    // The lower bound stands at 29 s; w1 takes the last one from 24 s until 33 s.
    expect(domainWhen(11_000)).toBe(30_000);
    expect(domainWhen(24_500)).toBe(40_000);
  });

  it("starts no axis of length 0 in an arena without workers", () => {
    const arms = presets["odd-heavy"].arms.map((arm) => ({ ...arm, workers: [] }));
    expect(domainAt({ ...presets["odd-heavy"], arms }, null)).toBe(20_000);
  });
});
