import { expect, it } from "vitest";
import { moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import type { AckMode } from "../scenario/strategy.ts";
import { EAGER } from "../scenario/default-scenario.ts";
import { oldestHeldMs } from "./oldest-held.ts";

/** Of w1 so long after the beginning, in whole seconds. */
function oldest(drawing: string, atS: number, ack: AckMode = "manual"): number | null {
  const log = drawLog(drawing, { strategies: { A: { ...EAGER, ack } } });
  const arm = project(runStateProjection, log).arms[0]!;
  return oldestHeldMs(arm, arm.workers[0]!, moment(atS * 1000));
}

it("counts from the delivery of the message held longest, begun or not", () => {
  expect(oldest("A.queue p p\nA.w1 rs r", 5)).toBe(5000);
});

it("goes on with the next once the oldest is acknowledged", () => {
  expect(oldest("A.queue p p\nA.w1 rs r fa s", 5)).toBe(4000);
});

it("goes on for what is done and not acknowledged", () => {
  expect(oldest("A.queue p\nA.w1 rs f", 9)).toBe(9000);
});

it("is none with nothing held, under auto ack, and once the worker is gone", () => {
  expect(oldest("A.queue p\nA.w1 rs fa", 5)).toBeNull();
  expect(oldest("A.queue p\nA.w1 rs", 5, "auto")).toBeNull();
  expect(oldest("A.queue p\nA.w1 rs k", 5)).toBeNull();
});
