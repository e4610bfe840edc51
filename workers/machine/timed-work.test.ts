import { expect, it } from "vitest";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { aDelivery } from "#tests/support/lab/told-worker.ts";
import { TimedWork } from "./timed-work.ts";
import type { ToWork } from "./worker-stimulus.ts";

/** Tasks take as many seconds as their number; what is done is told with its moment, in seconds. */
function working() {
  const wall = fakeWallClock();
  const clock = new LabClock(wall);
  clock.resume();
  const done: string[] = [];
  const work = new TimedWork(clock, ({ task }) => done.push(`${task}@${clock.nowMs() / 1000}`));
  const tell = (what: ToWork["do"], task: number, speed = 1) => {
    const delivery = aDelivery(task, { serviceMs: task * 1000 });
    work.carryOut({ to: "work", do: what, delivery, speed });
  };
  const pass = (seconds: number) => {
    wall.advance(seconds * 1000);
  };
  return { tell, pass, done };
}

it("takes its service time at speed 1, twice as long at half speed", () => {
  const { tell, pass, done } = working();
  tell("start", 4);
  tell("start", 3, 0.5);
  pass(10);
  expect(done).toEqual(["4@4", "3@6"]);
});

it("goes on with what is left when the speed changes, and changes again", () => {
  const { tell, pass, done } = working();
  tell("start", 4);
  pass(1);
  tell("set-speed", 4, 0.5); // 3 left: 6 s at this speed
  pass(2);
  tell("set-speed", 4, 2); // 2 left: 1 s
  pass(10);
  expect(done).toEqual(["4@4"]);
});

it("stands still while it is suspended, and goes on where it was, at the speed it is told then", () => {
  const { tell, pass, done } = working();
  tell("start", 4);
  pass(1);
  tell("suspend", 4);
  tell("suspend", 4);
  pass(10);
  expect(done).toEqual([]);
  tell("resume", 4, 3);
  pass(10);
  expect(done).toEqual(["4@12"]);
});

it("is never done once cancelled, and leaves no timer behind", () => {
  const { tell, pass, done } = working();
  tell("start", 1);
  tell("start", 2);
  tell("cancel", 1);
  tell("cancel", 1);
  pass(10);
  expect(done).toEqual(["2@2"]);
});
