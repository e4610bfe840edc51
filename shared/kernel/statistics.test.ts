import { expect, it } from "vitest";
import { jain, nearestRank } from "./statistics.ts";

it("takes percentiles by nearest rank", () => {
  expect([0, 0.3, 0.5, 1].map((rank) => nearestRank([15, 20, 35, 40, 50], rank))).toEqual([
    15, 20, 35, 50,
  ]);
});

it("measures fairness from 1/n to 1", () => {
  expect(jain([5, 5, 5])).toBe(1);
  expect(jain([7, 0, 0, 0])).toBe(0.25);
  expect(jain([0, 0])).toBeNull();
  expect(jain([])).toBeNull();
});
