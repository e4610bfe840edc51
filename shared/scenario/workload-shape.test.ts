import { expect, it } from "vitest";
import { workloadShape } from "./workload-shape.ts";
import { taskOfSize, tasksOfDots } from "./workload.ts";

it("tells mean, variation and load of what there is", () => {
  const spread = [4000, 1000, 4000, 1000].map((ms, i) => taskOfSize(ms, i * 2000));
  expect(workloadShape(spread, 2)).toEqual({
    meanMs: 2500,
    squaredVariation: 0.36,
    // A task each 2 s, 2.5 s of work in it, two workers.
    offeredLoad: 0.625,
  });
});

it("has no load where all is published at once, nobody works, or nothing is there", () => {
  expect(workloadShape(tasksOfDots([2, 2]), 2)).toEqual({
    meanMs: 2000,
    squaredVariation: 0,
    offeredLoad: null,
  });
  expect(workloadShape([taskOfSize(1000), taskOfSize(1000, 1000)], 0).offeredLoad).toBeNull();
  expect(workloadShape([], 2)).toEqual({ meanMs: 0, squaredVariation: 0, offeredLoad: null });
});
