import { expect, it, vi } from "vitest";
import { lasting, moment, NEVER } from "#shared/kernel/moment.ts";
import type { Schedulable } from "#shared/metrics/lower-bound.ts";
import { optimum } from "#shared/metrics/optimum.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createOptima, keyOf, type FindOptimum } from "./optima.ts";

const START = moment(0);
/** The tutorial's five tasks on two workers: 15 s of work in whole tasks don't halve. */
function work(...sizesS: readonly number[]): Schedulable {
  return {
    releases: sizesS.map((s) => ({ atMs: START, workMs: s * 1000 })),
    machines: ["w1", "w2"].map((worker) => ({
      worker: worker as WorkerId,
      hand: 0,
      fromMs: START,
      toMs: NEVER,
      speeds: [{ atMs: START, speed: 1 }],
    })),
  };
}

it("are known once they are found, and searched for once", async () => {
  const find = vi.fn<FindOptimum>((asked) => Promise.resolve(optimum(asked)));
  const { ask, known } = createOptima(find);
  ask(work(1, 2, 3, 4, 5));
  ask(work(1, 2, 3, 4, 5));
  expect(known.get().get(keyOf(work(1, 2, 3, 4, 5)))).toBeNull();
  await eventually(() => {
    expect(known.get().get(keyOf(work(1, 2, 3, 4, 5)))).toBe(8000);
  });
  expect(find).toHaveBeenCalledTimes(1);
});

it("forget the oldest: a page that stays open for weeks keeps no more than it shows", async () => {
  const { ask, known } = createOptima(() => Promise.resolve(lasting(1)));
  for (let s = 1; s <= 100; s++) ask(work(s));
  await eventually(() => {
    expect(known.get().get(keyOf(work(100)))).toBe(1);
  });
  expect(known.get().size).toBe(64);
  expect(known.get().has(keyOf(work(1)))).toBe(false);
});
