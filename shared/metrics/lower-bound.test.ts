import { describe, expect, it } from "vitest";
import { moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { Logged, Seq } from "../run-log/run-event.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { defaultScenario, EAGER } from "../scenario/default-scenario.ts";
import type { PlannedWorker, Scenario, WorkerId } from "../scenario/scenario.ts";
import { taskOfSize, tasksOfDots } from "../scenario/workload.ts";
import { lowerBound } from "./lower-bound.ts";

const CLOSED: Logged = {
  type: "run-closed",
  outcome: "stopped",
  mismatches: [],
  seq: 99 as Seq,
  atMs: moment(3000),
};

function boundOf(
  drawing: string,
  plan: Partial<Scenario> = {},
  then: readonly Logged[] = [],
): number | null {
  const [arm] = project(runStateProjection, [...drawLog(drawing), ...then]).arms;
  if (!arm) throw new Error("no arm");
  return lowerBound(arm, { ...defaultScenario, workload: [], arms: [], ...plan })?.forMs ?? null;
}

describe("lowerBound", () => {
  it("is all the work shared by all the workers", () => {
    expect(boundOf("A.queue 33\nA.w1 .\nA.w2 .")).toBe(3000);
  });

  it("is the longest task when that is longer", () => {
    expect(boundOf("A.queue 71\nA.w1 .\nA.w2 .")).toBe(7000);
  });

  it("waits for what comes late", () => {
    expect(boundOf("A.queue 1 . . . . . . . 44\nA.w1 .\nA.w2 .")).toBe(8000 + 4000);
  });

  it("counts from the first publication, not from the run's beginning", () => {
    expect(boundOf("A.queue . . . 33\nA.w1 .\nA.w2 .")).toBe(3000);
  });

  it("gains a worker when it joins and loses it when it leaves", () => {
    expect(boundOf("A.queue 66\nA.w1 .\nA.w2 . . . . j")).toBe(8000);
    expect(boundOf("A.queue 66 . . . .\nA.w1 .  . . . r\nA.w2 . . . k")).toBe(9000);
  });

  it("counts tasks and workers that are only planned yet", () => {
    const w2: PlannedWorker = { worker: "w2" as WorkerId, speed: 2, joinAtMs: 2000 };
    const arms = [{ arm: "A", strategy: EAGER, workers: [w2] }] as const;
    expect(boundOf("A.queue 5\nA.w1 .", { workload: tasksOfDots([5, 6]) })).toBe(11_000);
    expect(boundOf("A.queue 5\nA.w1 .", { arms, workload: tasksOfDots([5, 6]) })).toBe(5000);
  });

  it("counts what is planned still though as many were pushed by hand", () => {
    const workload = [taskOfSize(5000), taskOfSize(6000, 60_000)];
    expect(boundOf("A.queue 5 . . 7\nA.w1 .", { workload })).toBe(66_000);
  });

  it("does not take the closing of a run for a loss of workers", () => {
    expect(boundOf("A.queue 4 . .\nA.w1 . rs l", {}, [CLOSED])).toBe(4000);
  });

  it("is unknown without tasks, and when nobody is left to do them", () => {
    expect(boundOf("A.w1 .")).toBeNull();
    expect(boundOf("A.queue 4")).toBeNull();
    expect(boundOf("A.queue 4 . .\nA.w1 . r k")).toBeNull();
  });

  it("waits for a worker that is paused for a while, and counts on the others meanwhile", () => {
    expect(boundOf("A.queue 4 . . .\nA.w1 rs z . u")).toBe(6000);
    expect(boundOf("A.queue 33 . . .\nA.w1 . z . u\nA.w2 .")).toBe(4000);
    expect(boundOf("A.queue 33 .\nA.w1 . h\nA.w2 .")).toBe(5000);
  });

  it("is unknown while everybody is halted", () => {
    expect(boundOf("A.queue 4 .\nA.w1 rs h")).toBeNull();
  });
});
