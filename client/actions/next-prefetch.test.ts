import { describe, expect, it } from "vitest";
import type { Prefetch } from "#shared/scenario/strategy.ts";
import { nextPrefetch } from "./next-prefetch.ts";

describe("nextPrefetch", () => {
  it.each<[Prefetch, 1 | -1, Prefetch]>([
    [1, 1, 2],
    [10, 1, "unlimited"],
    ["unlimited", 1, "unlimited"],
    ["unlimited", -1, 10],
    [1, -1, 1],
    [7, 1, 10],
    [7, -1, 5],
    [500, 1, "unlimited"],
  ])("goes from %s by %i to %s", (from, direction, to) => {
    expect(nextPrefetch(from, direction)).toBe(to);
  });
});
