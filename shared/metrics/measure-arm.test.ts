import { moment } from "../kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { oneArm } from "#tests/support/one-arm.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import type { PresetId } from "../scenario/preset.ts";
import { EAGER } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import { armMetrics } from "./measure-arm.ts";

function measured(preset: PresetId, untilMs = Infinity) {
  const scenario = presets[preset];
  const state = project(runStateProjection, raceLog(scenario, { untilMs }));
  const atMs = untilMs === Infinity ? state.atMs : untilMs;
  return state.arms.map((arm) => armMetrics(arm, scenario, moment(atMs)));
}

const seconds = (ms: number | null | undefined) =>
  typeof ms === "number" ? Math.round(ms / 10) / 100 : ms;

describe("armMetrics of the presets, at the end", () => {
  it.each<[PresetId, finish: (number | null)[], lowerBound: number]>([
    ["odd-heavy", [24, 15], 15],
    ["tutorial", [9, 9], 7.5],
    ["equal", [8, 8], 8],
    ["one-heavy-in-three", [24, 13], 12],
    ["long-short", [25, 17], 15],
    ["worst-case", [5, 5], 3],
    ["fair-loses", [4, 6], 4],
    ["late-joiner", [12, 10], 9.33],
    ["straggler", [16, 12], 9.6],
    ["prefetch-dial", [21, 22, 25, 30], 21],
    ["kill-a-worker", [null, 26.5, 20], 19.5],
  ])("%s finishes in %j s, no schedule in less than %d s", (preset, finish, lowerBound) => {
    const arms = measured(preset);
    expect(arms.map((arm) => seconds(arm.finishMs))).toEqual(finish);
    for (const arm of arms) expect(seconds(arm.lowerBoundMs)).toBe(lowerBound);
  });
});

describe("armMetrics of one worker with two hands", () => {
  const withPrefetch = (prefetch: number) => {
    const scenario = oneArm([1, 2, 3, 4, 5], {
      workers: 1,
      concurrency: 2,
      strategy: { ...EAGER, prefetch },
    });
    const state = project(runStateProjection, raceLog(scenario));
    return armMetrics(state.arms[0]!, scenario, state.atMs);
  };

  it("is as good as two workers where its prefetch gives it a task for each hand", () => {
    const both = withPrefetch(2);
    expect([both.finishMs, both.lowerBoundMs, both.utilisation]).toEqual([9000, 7500, 15 / 18]);
    expect(both.budget).toEqual({
      totalMs: 18_000,
      busyMs: 15_000,
      idleWhileWorkWaitsMs: 0,
      nothingToDoMs: 3000,
      downMs: 0,
    });
  });

  it("has one hand idle while work waits where its prefetch is 1", () => {
    const one = withPrefetch(1);
    expect([one.finishMs, one.lowerBoundMs, one.utilisation]).toEqual([15_000, 7500, 0.5]);
    expect(one.budget).toMatchObject({ idleWhileWorkWaitsMs: 10_000, nothingToDoMs: 5000 });
    expect([one.heldBackMs, one.onWireMs]).toEqual([10_000, 0]);
    expect(one.workers[0]?.idleSpans).toEqual([{ fromMs: 0, toMs: 10_000 }]);
  });
});

describe("armMetrics of the default race", () => {
  const [eager, waitForAck] = measured("odd-heavy");

  it("finds 14 s idle while work waits under eager, none of it while messages were ready, and 0 under prefetch 1", () => {
    expect(eager?.budget.idleWhileWorkWaitsMs).toBe(14_000);
    expect(eager?.idleWhileReadyMs).toBe(0);
    expect([eager?.heldBackMs, eager?.onWireMs]).toEqual([14_000, 0]);
    expect(waitForAck?.budget.idleWhileWorkWaitsMs).toBe(0);
  });

  it("lets a broker see the eager worker's surplus under manual ack", () => {
    expect(eager?.brokerCouldSeeMs).toBe(14_000);
    expect(waitForAck?.brokerCouldSeeMs).toBe(0);
  });

  it("hatches worker 2 from when it ran dry until its colleague began the last task", () => {
    expect(eager?.workers.map(({ idleSpans }) => idleSpans)).toEqual([
      [],
      [{ fromMs: 6_000, toMs: 20_000 }],
    ]);
  });

  it("splits 48 worker-seconds into busy, idle while work waits and nothing to do", () => {
    expect(eager?.budget).toEqual({
      totalMs: 48_000,
      busyMs: 30_000,
      idleWhileWorkWaitsMs: 14_000,
      nothingToDoMs: 4_000,
      downMs: 0,
    });
  });

  it("is busy 62.5 % and 100 % of the time", () => {
    expect([eager?.utilisation, waitForAck?.utilisation]).toEqual([0.625, 1]);
    expect(eager?.workers.map(({ utilisation }) => utilisation)).toEqual([1, 0.25]);
  });

  it("is fair by messages under eager, and not by work: 1 and 0.735; under prefetch 1 by work: 1", () => {
    expect(eager?.fairnessByMessages).toBe(1);
    expect(eager?.fairnessByWork).toBeCloseTo(0.735, 3);
    expect(waitForAck?.fairnessByWork).toBe(1);
  });

  it("waits 6.25 s on average either way: the mean hides the difference", () => {
    expect([eager?.wait?.meanMs, waitForAck?.wait?.meanMs]).toEqual([6_250, 6_250]);
  });

  it("tells waiting in the buffer from waiting in the queue", () => {
    expect([eager?.waitInQueue?.meanMs, eager?.waitInBuffer?.meanMs]).toEqual([0, 6_250]);
    expect([waitForAck?.waitInQueue?.meanMs, waitForAck?.waitInBuffer?.meanMs]).toEqual([6_250, 0]);
  });

  it("measures a race under way up to the moment looked at", () => {
    const [arm] = measured("odd-heavy", 10_000);
    expect(arm).toMatchObject({ finishMs: null, lowerBoundMs: 15_000 });
    expect(arm?.budget).toMatchObject({
      totalMs: 20_000,
      busyMs: 16_000,
      idleWhileWorkWaitsMs: 4_000,
    });
  });
});

describe("armMetrics when workers come and go", () => {
  it("counts a late joiner as down before, also while it is still to come", () => {
    expect(measured("late-joiner")[1]?.budget).toMatchObject({ totalMs: 30_000, downMs: 4_000 });
    expect(measured("late-joiner", 2_000)[1]?.budget).toMatchObject({
      totalMs: 6_000,
      downMs: 2_000,
    });
  });

  it("has no fairness when workers lived for different times", () => {
    for (const arm of measured("late-joiner")) expect(arm.fairnessByWork).toBeNull();
  });

  it("has no finish when tasks were lost", () => {
    expect(measured("kill-a-worker")[0]?.finishMs).toBeNull();
  });

  it("has no finish while a task is still planned", () => {
    const later = { text: "task.", publishAtMs: 90_000 };
    const scenario = { ...presets.equal, workload: [...presets.equal.workload, later] };
    const state = project(runStateProjection, raceLog(scenario, { untilMs: 50_000 }));
    const [arm] = state.arms.map((one) => armMetrics(one, scenario, moment(50_000)));
    expect(arm).toMatchObject({ finishMs: null, budget: { totalMs: 100_000 } });
  });

  it("counts a killed worker as down afterwards", () => {
    expect(measured("kill-a-worker")[1]?.budget.downMs).toBe(16_000);
  });
});

describe("armMetrics of a race with workers that stand still", () => {
  const drawn = (drawing: string, untilMs: number) => {
    const [arm] = project(runStateProjection, drawLog(drawing)).arms;
    if (!arm) throw new Error("no arm");
    return armMetrics(arm, { ...presets.equal, workload: [], arms: [] }, moment(untilMs));
  };

  it("calls the time a worker is paused or hung down: it is neither busy nor idle", () => {
    const { budget, utilisation } = drawn(
      `
      A.queue 3  . . . . .
      A.w1    rs z . u . d
      A.w2    .  h . . u .
    `,
      5000,
    );
    expect(budget).toEqual({
      totalMs: 10_000,
      busyMs: 3000,
      idleWhileWorkWaitsMs: 0,
      nothingToDoMs: 2000,
      downMs: 5000,
    });
    expect(utilisation).toBe(0.6);
  });

  it("counts work done twice as busy, and the task once", () => {
    const { budget, wastedMs, workers, depth } = drawn(
      `
      A.queue 2  . . .    . .
      A.w1    rs m . bg   . o
      A.w2    .  . rs .    d .
    `,
      5000,
    );
    expect(budget.busyMs).toBe(1000 + 2000 + 1000);
    expect(wastedMs).toBe(1000 + 0 + 1000);
    expect(workers.map(({ messages }) => messages)).toEqual([1, 1]);
    expect(depth.at(-1)).toMatchObject({ ready: 0, held: 0, running: 0 });
  });
});
