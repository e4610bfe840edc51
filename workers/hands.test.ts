import { expect, it } from "vitest";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import type { Delivery } from "./delivery.ts";
import { Hands } from "./hands.ts";

/** Hands at speed 1 that write down what they do and when, in whole seconds. */
function hands() {
  const wall = fakeWallClock();
  const clock = new LabClock(wall);
  clock.resume();
  const said: string[] = [];
  const say = (what: string) => said.push(`${what}@${Math.round(clock.nowMs() / 1000)}`);
  const all = new Hands(1, {
    clock,
    onStarted: ({ ref }) => say(`start ${ref.task}`),
    onFinished: ({ ref }) => say(`end ${ref.task}`),
    onIdle: () => say("idle"),
  });
  const pass = (seconds: number) => {
    wall.advance(seconds * 1000);
  };
  return { hands: all, said, pass };
}

/** A delivery of `task`, which takes as many seconds as its number; hands never touch its channel. */
function delivery(task: number, ack: Delivery["ack"] = "manual"): Delivery {
  const ref = { arm: "A" as const, worker: "w1" as WorkerId, attempt: 1, task: task as TaskNumber };
  const untouched = {} as Pick<Delivery, "channel" | "message">;
  return { ...untouched, ref, ack, serviceMs: task * 1000, late: false };
}

const tasks = (some: readonly Delivery[]) => some.map(({ ref }) => ref.task);

it("work on one task at a time, in order of arrival, and say when they are empty", () => {
  const { hands: pair, said, pass } = hands();
  pair.take(delivery(2));
  pair.take(delivery(1));
  expect(tasks(pair.all)).toEqual([2, 1]);
  pass(5);
  expect(said).toEqual(["start 2@0", "end 2@2", "start 1@2", "end 1@3", "idle@3"]);
  expect([pair.isBusy, pair.all]).toEqual([false, []]);
});

it("go on where they were after a halt, at the speed they were told meanwhile", () => {
  const { hands: pair, said, pass } = hands();
  pair.take(delivery(4));
  pass(1);
  pair.halt();
  pair.halt();
  pair.setSpeed(3);
  pass(10);
  expect([said, pair.leftMs]).toEqual([["start 4@0"], 3000]);
  pair.goOn();
  pass(10);
  expect(said.slice(1)).toEqual(["end 4@12", "idle@12"]);
});

it("take while halted, and begin when they go on", () => {
  const { hands: pair, said, pass } = hands();
  pair.halt();
  pair.take(delivery(1));
  pass(3);
  expect([said, pair.isBusy, tasks(pair.all)]).toEqual([[], false, [1]]);
  pair.goOn();
  expect(said).toEqual(["start 1@3"]);
});

it("let go of the task in hand, then turn to the next; halted, they turn to nothing", () => {
  const { hands: pair, said, pass } = hands();
  for (const task of [3, 1, 2]) pair.take(delivery(task));
  pass(1);
  expect(pair.letGo()?.ref.task).toBe(3);
  pair.next();
  pass(0.5);
  pair.halt();
  expect(pair.letGo()?.ref.task).toBe(1);
  pair.next();
  expect(pair.letGo()?.ref.task).toBe(2);
  expect(pair.letGo()).toBeUndefined();
  pair.next();
  pass(10);
  expect(said).toEqual(["start 3@0", "start 1@1"]);
  pair.goOn();
  expect(said.at(-1)).toMatch(/^idle/);
});

it("give up what they hold, not what is in hand", () => {
  const { hands: pair, said, pass } = hands();
  for (const task of [1, 2, 3]) pair.take(delivery(task, task === 2 ? "auto" : "manual"));
  expect(tasks(pair.remove(({ ack }) => ack === "manual"))).toEqual([3]);
  expect(tasks(pair.all)).toEqual([1, 2]);
  pass(5);
  expect(said).toContain("end 2@3");
});

it("never finish what they dropped, and leave no timer behind", () => {
  const { hands: pair, said, pass } = hands();
  pair.take(delivery(1));
  pair.drop();
  pair.setSpeed(2);
  pair.goOn();
  pass(10);
  expect(said.filter((one) => one.startsWith("end"))).toEqual([]);
});
