import { expect, it } from "vitest";
import { comebackMs } from "./comeback.ts";

it("tries again soon; in vain, later each time, but never later than every four seconds", () => {
  let waitedMs = comebackMs(0, Infinity);
  const waits = [waitedMs];
  for (let i = 0; i < 6; i++) waits.push((waitedMs = comebackMs(waitedMs, 100)));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
});

it("begins anew once it has stayed a while", () => {
  expect(comebackMs(4000, 4999)).toBe(4000);
  expect(comebackMs(4000, 5000)).toBe(250);
});
