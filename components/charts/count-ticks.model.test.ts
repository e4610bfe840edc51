import { describe, expect, it } from "vitest";
import { countTicks } from "./count-ticks.model.ts";

describe("ticks of counts", () => {
  it.each([
    [0, 2, [0, 1]],
    [1, 2, [0, 1]],
    [2, 2, [0, 1, 2]],
    [3, 2, [0, 2, 4]],
    [10, 2, [0, 5, 10]],
    [10, 1, [0, 10]],
    [11, 1, [0, 20]],
    [1500, 2, [0, 1000, 2000]],
  ])("up to %i in %i steps are %j", (most, steps, ticks) => {
    expect(countTicks(most, steps)).toEqual(ticks);
  });
});
