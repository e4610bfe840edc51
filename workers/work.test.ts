import { expect, it } from "vitest";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { Work } from "./work.ts";

function working(serviceMs: number, speed: number) {
  const wall = fakeWallClock();
  const clock = new LabClock(wall);
  clock.resume();
  const doneAtMs: number[] = [];
  const work = new Work(clock, { serviceMs, speed }, () => doneAtMs.push(clock.nowMs()));
  return { wall, work, doneAtMs };
}

it("takes its service time at speed 1, twice as long at half speed", () => {
  const whole = working(4000, 1);
  whole.wall.advance(10_000);
  expect(whole.doneAtMs).toEqual([4000]);
  const half = working(4000, 0.5);
  half.wall.advance(10_000);
  expect(half.doneAtMs).toEqual([8000]);
});

it("goes on with what is left when the speed changes, and changes again", () => {
  const { wall, work, doneAtMs } = working(4000, 1);
  wall.advance(1000);
  work.setSpeed(0.5); // 3000 left: 6000 at this speed
  wall.advance(2000);
  work.setSpeed(2); // 2000 left: 1000
  wall.advance(10_000);
  expect(doneAtMs).toEqual([4000]);
});

it("is never done once cancelled", () => {
  const { wall, work, doneAtMs } = working(1000, 1);
  work.cancel();
  wall.advance(10_000);
  expect(doneAtMs).toEqual([]);
});
