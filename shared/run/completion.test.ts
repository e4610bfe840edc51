import { describe, expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { defaultScenario } from "../scenario/default-scenario.ts";
import {
  finishedAtMs,
  finishOf,
  hasFinished,
  isComplete,
  isOver,
  isSettled,
  stoodDown,
} from "./completion.ts";
import type { Logged, RunEvent, Seq } from "../run-log/run-event.ts";
import type { TaskNumber } from "../scenario/scenario.ts";
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

it("waits for what is planned though as many were pushed by hand", () => {
  const first = { text: "task.", publishAtMs: 0 };
  const later = { text: "task..", publishAtMs: 90_000 };
  const scenario = { ...defaultScenario, workload: [first, later] };
  const pushed = { text: "task...", publishAtMs: 5000 };
  const log = raceLog({ ...scenario, workload: [first, pushed, later] }).map((event) =>
    event.type === "run-opened" ? { ...event, scenario } : event,
  );
  const meanwhile = project(
    runStateProjection,
    log.filter(({ atMs }) => atMs < 90_000),
  );
  expect(meanwhile.arms.map(isSettled)).toEqual([true, true]);
  expect(meanwhile.arms.map(isOver)).toEqual([false, false]);
  expect(isComplete(meanwhile)).toBe(false);
  const whole = project(runStateProjection, log);
  expect(whole.arms.map(hasFinished)).toEqual([true, true]);
  expect(isComplete(whole)).toBe(true);
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

const armOf = (drawing: string, ...more: readonly RunEvent[]) => {
  const log = drawLog(drawing);
  const rest = more.map((event, i): Logged => ({
    ...event,
    seq: (log.length + i + 1) as Seq,
    atMs: log.at(-1)?.atMs ?? moment(0),
  }));
  return project(runStateProjection, [...log, ...rest]).arms[0]!;
};

describe("the finish", () => {
  it("is a length: from the first publication to the last end", () => {
    const arm = armOf("A.queue . . pp . . .\nA.w1 . . rrs d s d");
    expect([finishOf(arm), finishedAtMs(arm)]).toEqual([3000, 5000]);
  });

  it("is each task's first completion: what is done twice does not move it", () => {
    const arm = armOf(`
      A.queue p  . .    . .
      A.w1    rs m bg   . o
      A.w2    .  . rs   d .
    `);
    expect(finishOf(arm)).toBe(3000);
  });

  it("is none when a task came back to the publisher, though the arm is over", () => {
    const arm = armOf("A.queue pp . .\nA.w1 . rs d", {
      type: "returned",
      arm: "A",
      task: 2 as TaskNumber,
      replyCode: 312,
      replyText: "NO_ROUTE",
    });
    expect([isOver(arm), hasFinished(arm), finishOf(arm)]).toEqual([true, false, null]);
  });

  it("does not wait for an ack; the queue does", () => {
    const arm = armOf("A.queue p . . .\nA.w1 . r s f");
    expect([isOver(arm), isSettled(arm), finishOf(arm)]).toEqual([true, false, 3000]);
  });

  it("is none while a planned task is not yet published", () => {
    expect(finishOf({ ...armOf("A.queue p .\nA.w1 rs d"), planned: 2 })).toBeNull();
  });
});

describe("a worker that stood down", () => {
  it("was sent home when nothing was left to do", () => {
    const arm = armOf("A.queue p . .\nA.w1 rs d l");
    expect(stoodDown(arm, arm.workers[0]!)).toBe(true);
  });

  it("was sent home when the run was closed, though tasks were left", () => {
    const drawing = "A.queue pp . .\nA.w1 rrs d l";
    const [open, closed] = [
      armOf(drawing),
      armOf(drawing, { type: "run-closed", outcome: "stopped", mismatches: [] }),
    ];
    expect(stoodDown(open, open.workers[0]!)).toBe(false);
    expect(stoodDown(closed, closed.workers[0]!)).toBe(true);
  });

  it("was not taken away in mid-race, nor killed", () => {
    const arm = armOf("A.queue pp . . .\nA.w1 rs . l\nA.w2 rs d k");
    expect(arm.workers.map((worker) => stoodDown(arm, worker))).toEqual([false, false]);
  });
});
