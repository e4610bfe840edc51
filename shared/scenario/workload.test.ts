import { describe, expect, it } from "vitest";
import {
  COMPOSER_LIMITS,
  dottedText,
  inPublicationOrder,
  planTask,
  serviceMsOf,
  taskOfSize,
  workloadTotals,
} from "./workload.ts";

describe("planTask", () => {
  it("takes the tutorial's text as it is: a dot is a second", () => {
    expect(planTask("Hello...")).toEqual({
      ok: true,
      value: { text: "Hello...", publishAtMs: 0 },
    });
    expect(serviceMsOf({ text: "Hello..." })).toBe(3000);
  });

  it("takes the tutorial's own first message: no dots, no time", () => {
    expect(planTask("Hello World!").ok).toBe(true);
    expect(serviceMsOf({ text: "Hello World!" })).toBe(0);
  });

  it.each([
    ["  ", "empty"],
    [dottedText(61), "too-many-dots"],
    [`${"x".repeat(200)}.`, "too-long"],
    ["a\u0007.", "control-characters"],
  ])("refuses %j: %s", (text, problem) => {
    expect(planTask(text)).toEqual({ ok: false, error: problem });
  });

  it("can be held to what is legible when typed by hand", () => {
    expect(planTask(dottedText(9), { limits: COMPOSER_LIMITS }).ok).toBe(true);
    expect(planTask(dottedText(10), { limits: COMPOSER_LIMITS })).toMatchObject({
      error: "too-many-dots",
    });
  });
});

describe("a task of a size", () => {
  it("is its dots where they say it", () => {
    expect(taskOfSize(3000)).toEqual({ text: "task...", publishAtMs: 0 });
    expect(taskOfSize(0, 500)).toEqual({ text: "task", publishAtMs: 500 });
  });

  it("says it in milliseconds else, with about as many dots", () => {
    expect(taskOfSize(1250)).toEqual({ text: "task.", publishAtMs: 0, serviceMs: 1250 });
    expect(taskOfSize(120_000)).toEqual({ ...taskOfSize(60_000), serviceMs: 120_000 });
    expect(serviceMsOf(taskOfSize(1250))).toBe(1250);
  });
});

it("numbers tasks by time of publication, and as listed among equals", () => {
  const workload = [
    { text: "late.", publishAtMs: 2000 },
    { text: "first..", publishAtMs: 0 },
    { text: "second...", publishAtMs: 0 },
  ];
  expect(inPublicationOrder(workload).map(({ task, text }) => `${task} ${text}`)).toEqual([
    "1 first..",
    "2 second...",
    "3 late.",
  ]);
  expect(workloadTotals(workload)).toEqual({ tasks: 3, serviceMs: 6000, lastPublishAtMs: 2000 });
});
