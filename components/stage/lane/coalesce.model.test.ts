import { describe, expect, it } from "vitest";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { coalesce } from "./coalesce.model.ts";
import type { Bar } from "./lane.model.ts";
import { timeScale } from "#components/stage/time-scale.model.ts";

function bars(count: number, lengthMs: number, kind: Bar["kind"] = "done"): readonly Bar[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `${i}`,
    kind,
    hand: 0,
    task: (i + 1) as TaskNumber,
    fromMs: i * lengthMs,
    toMs: (i + 1) * lengthMs,
    serviceMs: lengthMs,
    redelivered: false,
    outside: false,
    acquiredCount: 0,
    deliveryCount: 0,
    numbered: true,
  }));
}

describe("coalesce", () => {
  it("leaves bars alone that can be told apart", () => {
    expect(coalesce(bars(10, 1000), timeScale(25_000, 980))).toHaveLength(10);
  });

  it("joins a thousand bars of one pixel into blocks, losing no task", () => {
    const groups = coalesce(bars(1000, 1000), timeScale(1_000_000, 980));
    expect(groups.length).toBeLessThan(40);
    expect(groups.flatMap(({ tasks }) => tasks)).toHaveLength(1000);
  });

  it("never joins different states", () => {
    const mixed = [...bars(3, 10), ...bars(3, 10, "lost").map((bar) => ({ ...bar, fromMs: 30 }))];
    const kinds = coalesce(mixed, timeScale(25_000, 980)).map(({ first }) => first.kind);
    expect(new Set(kinds)).toEqual(new Set(["done", "lost"]));
  });
});
