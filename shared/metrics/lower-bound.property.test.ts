import fc from "fast-check";
import { expect, it } from "vitest";
import { lasting, moment, NEVER } from "../kernel/moment.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import { boundOf, type Schedulable } from "./lower-bound.ts";
import { endOn, type Machine } from "./machines.ts";
import { optimum } from "./optimum.ts";

const halfSeconds = (most: number) => fc.integer({ min: 0, max: most }).map((n) => moment(n * 500));

/** Up to 6 tasks and 4 workers that come late, change speed, stand still or are killed. */
const anyWork: fc.Arbitrary<Schedulable> = fc.record({
  releases: fc
    .array(
      fc.record({
        atMs: fc.oneof(fc.constant(moment(0)), halfSeconds(20)),
        workMs: fc.integer({ min: 0, max: 12 }).map((n) => n * 500),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((tasks) =>
      tasks.toSorted((a, b) => a.atMs - b.atMs || Number(a.workMs > 0) - Number(b.workMs > 0)),
    ),
  machines: fc
    .array(
      fc.record({
        joinMs: fc.oneof(
          { weight: 3, arbitrary: fc.constant(moment(0)) },
          { weight: 1, arbitrary: halfSeconds(20) },
        ),
        staysMs: fc.oneof(
          { weight: 3, arbitrary: fc.constant(NEVER) },
          { weight: 1, arbitrary: halfSeconds(40) },
        ),
        speeds: fc.array(fc.constantFrom(0, 0.5, 1, 1, 1, 2), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((crew) =>
      crew.map(({ joinMs, staysMs, speeds }, i): Machine => ({
        // Two hands are as good as two workers.
        worker: `w${Math.floor(i / 2) + 1}` as WorkerId,
        hand: i % 2,
        fromMs: joinMs,
        toMs: moment(joinMs + staysMs),
        speeds: speeds.map((speed, at) => ({ atMs: moment(joinMs + at * 3000), speed })),
      })),
    ),
});

/** Every way to give tasks to workers, each worker's in order of release, and of several that come together no work first. */
function bruteForceMs({ releases, machines }: Schedulable): number {
  const busyUntil = machines.map(({ fromMs }) => fromMs);
  const best = (index: number): number => {
    const task = releases[index];
    if (!task)
      return Math.max(...busyUntil.map((atMs, i) => (atMs > machines[i]!.fromMs ? atMs : 0)));
    return Math.min(
      ...machines.map((machine, i) => {
        const before = busyUntil[i]!;
        const endMs = endOn(machine, moment(Math.max(before, task.atMs)), task.workMs);
        if (endMs === NEVER) return Infinity;
        busyUntil[i] = endMs;
        const rest = Math.max(endMs, best(index + 1));
        busyUntil[i] = before;
        return rest;
      }),
    );
  };
  return best(0) - releases[0]!.atMs;
}

it("is never above the optimum, and the search finds the optimum", () => {
  fc.assert(
    fc.property(anyWork, (work) => {
      const bestMs = bruteForceMs(work);
      const boundMs = boundOf(work);
      if (bestMs === Infinity) {
        expect(optimum(work)).toBeNull();
        return;
      }
      expect(boundMs).not.toBeNull();
      expect(boundMs ?? Infinity).toBeLessThanOrEqual(bestMs + 1e-6);
      expect(optimum(work)).toBeCloseTo(bestMs);
    }),
    { numRuns: 300 },
  );
});

const equals = (sizes: readonly number[], workers: number): Schedulable => ({
  releases: sizes.map((s) => ({ atMs: moment(0), workMs: s * 1000 })),
  machines: Array.from({ length: workers }, (_, i): Machine => ({
    worker: `w${i + 1}` as WorkerId,
    hand: 0,
    fromMs: moment(0),
    toMs: NEVER,
    speeds: [{ atMs: moment(0), speed: 1 }],
  })),
});

it.each([
  ["the tutorial's five", [1, 2, 3, 4, 5], 2, 7500, 8000],
  ["four long among many short", [6, 1, 1, 6, 1, 1, 6, 1, 1], 3, 8000, 8000],
  ["more long ones than workers", [6, 1, 1, 6, 1, 1, 6, 1, 1, 6], 3, 12_000, 12_000],
] as const)("of %s", (_, sizes, workers, boundMs, bestMs) => {
  const work = equals(sizes, workers);
  expect([boundOf(work), optimum(work)]).toEqual([lasting(boundMs), lasting(bestMs)]);
});

it("does what is no work before what comes with it", () => {
  const worker: Machine = {
    worker: "w1" as WorkerId,
    hand: 0,
    fromMs: moment(0),
    toMs: NEVER,
    speeds: [
      { atMs: moment(0), speed: 1 },
      { atMs: moment(3000), speed: 0 },
    ],
  };
  const releases = [0, 3000].map((workMs) => ({ atMs: moment(0), workMs }));
  expect(optimum({ releases, machines: [worker] })).toBe(3000);
});

it("is not searched for with too many tasks, or for too long", () => {
  expect(
    optimum(
      equals(
        Array.from({ length: 11 }, () => 1),
        2,
      ),
    ),
  ).toBeNull();
  expect(optimum(equals([9, 8, 7, 6, 5, 4, 3, 2, 1, 1], 3), 20)).toBeNull();
});

it("takes a moment even for the most tasks on many workers", () => {
  const work = equals([9, 8, 7, 7, 6, 5, 4, 3, 2, 1], 4);
  expect(optimum(work)).toBe(13_000);
});
