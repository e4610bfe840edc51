import { expect, it } from "vitest";
import { countAt, nextEventMs, previousEventMs } from "./moments.ts";

const log = [0, 0, 5, 5, 5, 9].map((atMs) => ({ atMs }));

it("counts the events up to and with a moment", () => {
  expect([-1, 0, 4, 5, 8, 9, 99].map((atMs) => countAt(log, atMs))).toEqual([0, 2, 2, 5, 5, 6, 6]);
});

it("finds the moments before and after at which something happened", () => {
  expect([-1, 0, 5, 9].map((atMs) => nextEventMs(log, atMs))).toEqual([0, 5, 9, undefined]);
  expect([0, 5, 7, 99].map((atMs) => previousEventMs(log, atMs))).toEqual([undefined, 0, 5, 9]);
});
