import { expect, it } from "vitest";
import { armAfter } from "#tests/support/arm-after.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { RunEvent } from "../run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { passedOver } from "./passed-over.ts";

const none = new Set<TaskNumber>();
const missing = (task: number): RunEvent => ({
  ...{ type: "missing", arm: "A", task: task as TaskNumber, by: "unknown" },
});
/** Somebody took tasks 2 and 3, so that the next one given out was 4. */
const taken = () => {
  const log = drawLog("A.queue ppppp .\nA.w1 . r");
  const received = log.pop()!;
  return [...log, { ...received, task: 4 as TaskNumber } as typeof received];
};

it("are those before one that was given out, not those behind it", () => {
  expect(passedOver(armAfter(taken()), none)).toEqual([1, 2, 3]);
  expect(passedOver(armAfter(taken(), missing(2)), none)).toEqual([1, 3]);
});

it("is nothing where tasks are given out in their order", () => {
  expect(passedOver(armAfter(drawLog("A.queue ppp . .\nA.w1 . r r")), none)).toEqual([]);
  expect(passedOver(armAfter(drawLog("A.queue ppp .\nA.w1 . .")), none)).toEqual([]);
});

it("is nothing that came back to the queue: that may go to its end", () => {
  const log = drawLog("A.queue ppp . . .\nA.w1 . r n .\nA.w2 . . . .");
  const again = log.find(({ type }) => type === "received")!;
  const next = { ...again, task: 2 as TaskNumber, worker: "w2" as WorkerId } as RunEvent;
  expect(passedOver(armAfter(log, next), none)).toEqual([]);
});

it("proves nothing by, or against, what was put into the queue out of turn", () => {
  expect(passedOver(armAfter(taken()), new Set([2 as TaskNumber]))).toEqual([1, 3]);
  expect(passedOver(armAfter(taken()), new Set([4 as TaskNumber]))).toEqual([]);
});
