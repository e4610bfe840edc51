import { lasting } from "../kernel/moment.ts";
import { expect, it } from "vitest";
import type { WorkerId } from "../scenario/scenario.ts";
import type { WorkerMetrics } from "./arm-metrics.ts";
import { fairness } from "./fairness.ts";

const worker = (messages: number, busyMs: number, aliveMs: number): WorkerMetrics => ({
  worker: "w" as WorkerId,
  messages,
  busyMs: lasting(busyMs),
  concurrency: 1,
  aliveMs: lasting(aliveMs),
  wastedMs: lasting(0),
  utilisation: null,
  oldestHeldMs: null,
  idleSpans: [],
});

it("is 1 when all had the same and 1/n when one had everything", () => {
  const two = [worker(3, 0, 10), worker(3, 9, 10)];
  expect(fairness(two)).toEqual({ byMessages: 1, byWork: 0.5 });
});

it("is unknown when nothing was done yet, and when nobody was there", () => {
  expect(fairness([worker(0, 0, 10)])).toEqual({ byMessages: null, byWork: null });
  expect(fairness([])).toEqual({ byMessages: null, byWork: null });
});

it("compares lives that differ by a moment, not those that differ by more", () => {
  expect(fairness([worker(1, 1, 1000), worker(1, 1, 995)]).byWork).toBe(1);
  expect(fairness([worker(1, 1, 1000), worker(1, 1, 900)]).byWork).toBeNull();
});
