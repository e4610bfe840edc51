import { describe, expect, it } from "vitest";
import { generateWorkload, type WorkloadRecipe } from "./generate-workload.ts";
import { workloadShape } from "./workload-shape.ts";
import { serviceMsOf } from "./workload.ts";

const recipe: WorkloadRecipe = {
  count: 5,
  sizes: { kind: "constant", serviceMs: 3000 },
  arrivals: { kind: "at-once" },
  seed: 1,
};

function generated(change: Partial<WorkloadRecipe>) {
  const result = generateWorkload({ ...recipe, ...change });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const sizesOf = (change: Partial<WorkloadRecipe>) => generated(change).map(serviceMsOf);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

describe("sizes", () => {
  it("constant", () => {
    expect(sizesOf({})).toEqual([3000, 3000, 3000, 3000, 3000]);
    expect(sizesOf({ count: 1, sizes: { kind: "constant", serviceMs: 0 } })).toEqual([0]);
  });

  it("uniform: both ends happen, nothing beyond; whole seconds between whole seconds", () => {
    const sizes = sizesOf({ count: 500, sizes: { kind: "uniform", minMs: 2000, maxMs: 4000 } });
    expect(new Set(sizes)).toEqual(new Set([2000, 3000, 4000]));
    const fine = sizesOf({ count: 500, sizes: { kind: "uniform", minMs: 0, maxMs: 500 } });
    expect(new Set(fine).size).toBeGreaterThan(200);
  });

  it.each([1000, 30_000, 60_000])("exponential: the mean is the one asked for, %d ms", (meanMs) => {
    // Of 20,000 draws the mean is within 2 % of it (2.8 standard errors), C² about 1.
    const sizes = generateWorkload(
      { ...recipe, count: 20_000, sizes: { kind: "exponential", meanMs } },
      20_000,
    );
    const shape = workloadShape(sizes.ok ? sizes.value : [], 1);
    expect(shape.meanMs / meanMs).toBeGreaterThan(0.98);
    expect(shape.meanMs / meanMs).toBeLessThan(1.02);
    expect(shape.squaredVariation).toBeCloseTo(1, 0.8);
  });

  it("heavy and light: about the share asked for", () => {
    const sizes = sizesOf({
      count: 1000,
      sizes: { kind: "heavy-and-light", heavyMs: 9000, lightMs: 250, heavyShare: 0.2 },
    });
    expect(new Set(sizes)).toEqual(new Set([250, 9000]));
    expect(mean(sizes.map((ms) => Number(ms === 9000)))).toBeCloseTo(0.2, 1);
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
  const sizes = { kind: "uniform", minMs: 1000, maxMs: 9000 } as const;
  expect(generated({ sizes, count: 50 })).toEqual(generated({ sizes, count: 50 }));
  expect(generated({ sizes, count: 50, seed: 2 })).not.toEqual(generated({ sizes, count: 50 }));
});

it.each<[Partial<WorkloadRecipe>, object]>([
  [{ count: 0 }, { code: "out-of-range", field: "count", min: 1, max: 20_000 }],
  [{ count: Number.NaN }, { code: "out-of-range", field: "count", min: 1, max: 20_000 }],
  [{ count: 2.5 }, { code: "not-whole", field: "count" }],
  [
    { sizes: { kind: "constant", serviceMs: 61_000 } },
    { code: "out-of-range", field: "serviceMs" },
  ],
  [{ sizes: { kind: "uniform", minMs: 5000, maxMs: 4000 } }, { code: "min-above-max" }],
  [{ arrivals: { kind: "poisson", perSecond: 0 } }, { code: "out-of-range", field: "perSecond" }],
  [
    { count: 3, arrivals: { kind: "every", seconds: 3600 } },
    { code: "arrives-too-late", maxMs: 3_600_000 },
  ],
])("refuses %j", (change, problem) => {
  const result = generateWorkload({ ...recipe, ...change });
  expect(result).toMatchObject({ ok: false, error: problem });
});
