import { describe, expect, it } from "vitest";
import { thinOut } from "./thin-out.model.ts";

describe("thinOut", () => {
  const same = (value: number) => value;

  it("leaves a short series as it is", () => {
    expect(thinOut([3, 1, 2], same, 3)).toEqual([3, 1, 2]);
  });

  it("keeps both ends and every stretch's peak", () => {
    const series = [0, 1, 9, 1, 1, 7, 1, 1, 8, 0];
    expect(thinOut(series, same, 5)).toEqual([0, 9, 7, 8, 0]);
  });

  it("keeps no more than asked", () => {
    const series = Array.from({ length: 5_000 }, (_, i) => i);
    expect(thinOut(series, same)).toHaveLength(240);
  });
});
