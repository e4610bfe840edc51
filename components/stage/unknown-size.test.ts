import { expect, it } from "vitest";
import { lowerBound, schedulable } from "#shared/metrics/lower-bound.ts";
import { english } from "#shared/messages/english.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { armAfter } from "#tests/support/arm-after.ts";
import { attemptsByWorker, committedBars } from "#components/stage/lane/lane.model.ts";
import { taskLabel } from "#components/words/task-label.ts";
import { workerStatus } from "#components/stage/worker/worker-status.model.ts";

/** As of somebody else's program: only its deliveries and acks were seen, and nobody said how long a task is. */
const watched = drawLog("A.queue 33 .\nA.w1 rrs .").map((event): Logged => {
  if (event.type === "published") return { ...event, serviceMs: null };
  return event.type === "started" ? { ...event, basis: "inferred" } : event;
});
const arm = armAfter(watched);
const [worker] = arm.workers;
if (!worker) throw new Error("no worker");
const own = attemptsByWorker(arm.attempts).get(worker.worker) ?? [];

it("bounds nothing, and has no best possible", () => {
  const scenario = { ...defaultScenario, workload: [], arms: [] };
  expect(lowerBound(arm, scenario)).toBeNull();
  expect(schedulable(arm, scenario)).toBeNull();
});

it("draws what was done so far, and nothing of what lies ahead", () => {
  const bars = committedBars(arm, worker, own, 4000);
  expect(bars.map(({ kind, fromMs, toMs, serviceMs }) => [kind, fromMs, toMs, serviceMs])).toEqual([
    ["running", 0, 4000, null],
    ["held", 4000, 4000, null],
  ]);
});

it("says how long it has been at it, and of how much nothing", () => {
  const lane = { worker: worker.worker, state: worker, plan: null, stays: [worker] };
  const moment = { arm, attempts: own, nowMs: 4000, idle: false, ended: false };
  const state = workerStatus(lane, moment);
  expect(state).toEqual({ kind: "running", task: 1, elapsedMs: 4000, totalMs: null });
  expect(
    taskLabel(english, {
      task: own[0]!.task,
      serviceMs: null,
      redelivered: false,
      outside: false,
      kind: "running",
      worker: worker.worker,
    }),
  ).toMatch(/^task 1, of unknown size, /);
});

it("keeps that a start was concluded, not seen", () => {
  expect(arm.attempts.map(({ inferred }) => inferred)).toEqual([true, false]);
});
