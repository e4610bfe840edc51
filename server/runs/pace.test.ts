import { beforeEach, expect, it } from "vitest";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import { fakeWallClock, type FakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { Pace } from "./pace.ts";
import type { RunPhase } from "./run-options.ts";

let wall: FakeWallClock;
let clock: LabClock;
let events: RunEvent["type"][];
let phases: RunPhase[];
let pace: Pace;

beforeEach(async () => {
  wall = fakeWallClock();
  clock = new LabClock(wall);
  events = [];
  phases = [];
  pace = new Pace(clock, {
    report: ({ type }) => events.push(type),
    onPhase: (phase) => phases.push(phase),
  });
  await pace.start(() => Promise.resolve());
});

function still(act: () => void = () => undefined): Promise<void> {
  return pace.whileStill(() => {
    act();
    return Promise.resolve();
  });
}

it("time runs once what comes before it is done, and pauses and resumes once each", () => {
  wall.advance(1000);
  pace.pause();
  pace.pause();
  wall.advance(1000);
  pace.resume();
  pace.resume();
  wall.advance(1000);
  expect(clock.nowMs()).toBe(2000);
  expect(events).toEqual(["clock-paused", "clock-resumed"]);
  expect(phases).toEqual(["running", "paused", "running"]);
});

it("time stands still until the last of what is to cost none is done", async () => {
  await pace.whileStill(async () => {
    await still();
    wall.advance(1000);
    expect(clock.nowMs()).toBe(0);
  });
  wall.advance(1000);
  expect(clock.nowMs()).toBe(1000);
});

it("what was paused meanwhile stays paused, what was resumed runs at the end", async () => {
  await still(() => {
    pace.pause();
  });
  expect(clock.rate).toBe(0);
  await still(() => {
    pace.resume();
    expect(clock.rate).toBe(0);
  });
  expect(clock.rate).toBe(1);
});

it("comes back from an outage as it was, even when the broker is back before its restart is told", async () => {
  await still(() => {
    pace.loseBroker();
    pace.regainBroker();
    expect(clock.rate).toBe(0);
  });
  expect(clock.rate).toBe(1);
  pace.pause();
  pace.loseBroker();
  pace.resume();
  pace.regainBroker();
  expect(pace.phase).toBe("paused");
  expect(clock.rate).toBe(0);
});

it("once stopped, nothing lets time run again", async () => {
  await still(() => {
    pace.stop();
  });
  expect(clock.rate).toBe(0);
});

it("time goes on after what failed", async () => {
  await expect(pace.whileStill(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(clock.rate).toBe(1);
});
