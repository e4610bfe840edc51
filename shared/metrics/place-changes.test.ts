import { expect, it } from "vitest";
import { moment, type AtMs } from "../kernel/moment.ts";
import type { Attempt, Place, TaskState } from "../run/run-state.ts";
import { placeChanges } from "./place-changes.ts";

it("leaves out what becomes of a task once it is done: who got it in that moment starts on it later", () => {
  const task = { publishedAtMs: moment(0), settledAtMs: moment(2000), place: "done" } as TaskState;
  const deliveries = [
    { receivedAtMs: moment(0), startedAtMs: moment(0), endedAtMs: moment(2000), outcome: "done" },
    { receivedAtMs: moment(2000), startedAtMs: moment(3000), endedAtMs: moment(4000) },
  ] as Attempt[];
  const changes: [AtMs, Place][] = [];
  placeChanges(task, deliveries, (atMs, _, to) => changes.push([atMs, to]));
  expect(changes).toEqual([
    [0, "ready"],
    [0, "held"],
    [0, "running"],
    [2000, "held"],
    [2000, "done"],
  ]);
});
