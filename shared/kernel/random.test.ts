import { expect, it } from "vitest";
import { exponential, seededRng, uniformInt } from "./random.ts";

const draws = (seed: number, count: number) => {
  const rng = seededRng(seed);
  return Array.from({ length: count }, rng);
};

it("repeats itself for a seed, and differs from seed to seed", () => {
  expect(draws(7, 5)).toEqual(draws(7, 5));
  expect(draws(7, 5)).not.toEqual(draws(8, 5));
});

it("spreads its draws evenly over [0, 1)", () => {
  const tenths = draws(1, 10_000).map((draw) => Math.floor(draw * 10));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = tenths.filter((one) => one === tenth).length / 10_000;
    expect(share).toBeCloseTo(0.1, 1);
  }
});

it("draws whole numbers with both ends, and exponential ones with their mean", () => {
  expect(uniformInt(() => 0, 1, 6)).toBe(1);
  expect(uniformInt(() => 0.999, 1, 6)).toBe(6);
  expect(exponential(() => 0, 5)).toBeCloseTo(0);
  expect(exponential(() => 1 - 1 / Math.E, 5)).toBeCloseTo(5);
});
