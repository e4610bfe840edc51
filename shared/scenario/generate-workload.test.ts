import { describe, expect, it } from "vitest";
import { generateWorkload, type WorkloadRecipe } from "./generate-workload.ts";
import { dotsIn } from "./workload.ts";

const recipe: WorkloadRecipe = {
  count: 5,
  sizes: { kind: "constant", dots: 3 },
  arrivals: { kind: "at-once" },
  seed: 1,
};

function generated(change: Partial<WorkloadRecipe>) {
  const result = generateWorkload({ ...recipe, ...change });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const dotsOf = (change: Partial<WorkloadRecipe>) =>
  generated(change).map(({ text }) => dotsIn(text));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

describe("sizes", () => {
  it("constant", () => {
    expect(dotsOf({})).toEqual([3, 3, 3, 3, 3]);
  });

  it("uniform: both ends happen, nothing beyond", () => {
    const dots = dotsOf({ count: 500, sizes: { kind: "uniform", minDots: 2, maxDots: 4 } });
    expect(new Set(dots)).toEqual(new Set([2, 3, 4]));
  });

  it("exponential: about the mean asked for, never without work", () => {
    const dots = dotsOf({ count: 2000, sizes: { kind: "exponential", meanDots: 8 } });
    expect(mean(dots)).toBeGreaterThan(7);
    expect(mean(dots)).toBeLessThan(9);
    expect(Math.min(...dots)).toBe(1);
  });

  it("heavy and light: about the share asked for", () => {
    const dots = dotsOf({
      count: 1000,
      sizes: { kind: "heavy-and-light", heavyDots: 9, lightDots: 1, heavyShare: 0.2 },
    });
    expect(new Set(dots)).toEqual(new Set([1, 9]));
    expect(mean(dots.map((count) => Number(count === 9)))).toBeCloseTo(0.2, 1);
  });
});

describe("arrivals", () => {
  const times = (change: Partial<WorkloadRecipe>) =>
    generated(change).map(({ publishAtMs }) => publishAtMs);

  it("at once, or every so many seconds from the first", () => {
    expect(times({})).toEqual([0, 0, 0, 0, 0]);
    expect(times({ arrivals: { kind: "every", seconds: 1.5 } })).toEqual([
      0, 1500, 3000, 4500, 6000,
    ]);
  });

  it("Poisson: at about the rate asked for, never backwards", () => {
    const atMs = times({ count: 2000, arrivals: { kind: "poisson", perSecond: 4 } });
    expect(atMs.toSorted((a, b) => a - b)).toEqual(atMs);
    expect((atMs.at(-1) ?? 0) / 2000).toBeGreaterThan(230);
    expect((atMs.at(-1) ?? 0) / 2000).toBeLessThan(270);
  });
});

it("gives the same tasks for the same seed, others for another", () => {
  const sizes = { kind: "uniform", minDots: 1, maxDots: 9 } as const;
  expect(generated({ sizes, count: 50 })).toEqual(generated({ sizes, count: 50 }));
  expect(generated({ sizes, count: 50, seed: 2 })).not.toEqual(generated({ sizes, count: 50 }));
});

it.each<[Partial<WorkloadRecipe>, object]>([
  [{ count: 0 }, { code: "out-of-range", field: "count", min: 1, max: 2000 }],
  [{ count: Number.NaN }, { code: "out-of-range", field: "count", min: 1, max: 2000 }],
  [{ count: 2.5 }, { code: "not-whole", field: "count" }],
  [{ sizes: { kind: "constant", dots: 61 } }, { code: "out-of-range", field: "dots" }],
  [{ sizes: { kind: "uniform", minDots: 5, maxDots: 4 } }, { code: "min-above-max" }],
  [{ arrivals: { kind: "poisson", perSecond: 0 } }, { code: "out-of-range", field: "perSecond" }],
  [
    { count: 3, arrivals: { kind: "every", seconds: 3600 } },
    { code: "arrives-too-late", maxMs: 3_600_000 },
  ],
])("refuses %j", (change, problem) => {
  const result = generateWorkload({ ...recipe, ...change });
  expect(result).toMatchObject({ ok: false, error: problem });
});
