import { expect, it } from "vitest";
import { armAfter } from "#tests/support/arm-after.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { unheardDeaths } from "./unheard-deaths.ts";

const died = (task: number): RunEvent => {
  return { type: "dead-lettered", arm: "A", task: task as TaskNumber, why: "rejected" };
};

/** Tasks 1 and 2 are among the dead letters, 3 is ready. */
const arm = armAfter(drawLog("A.queue p p p"), died(1), died(2));

it("has nothing to say where the broker keeps as many as the log has", () => {
  expect(unheardDeaths(arm, { ready: 1, dead: 2 })).toEqual([]);
});

it("takes what the queue has too many of for given up in vain, and the rest for lost with the broker", () => {
  expect(unheardDeaths(arm, { ready: 2, dead: 1 })).toMatchObject([{ type: "found", task: 1 }]);
  expect(unheardDeaths(arm, { ready: 1, dead: 1 })).toMatchObject([
    { type: "lost", task: 1, why: "broker-lost-it" },
  ]);
  expect(unheardDeaths(arm, { ready: 2, dead: 0 }).map(({ type }) => type)).toEqual([
    "found",
    "lost",
  ]);
});
