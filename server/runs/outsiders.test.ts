import { expect, it } from "vitest";
import type { FromOutside } from "#workers";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { armAfter, ref } from "#tests/support/arm-after.ts";
import { Outsiders } from "./outsiders.ts";

/** An arm in which ours, task 1, is done by w1. */
function arm() {
  const log = drawLog("A.queue p\nA.w1 rsfa");
  const told: RunEvent[] = [];
  const report = (...events: RunEvent[]) => told.push(...events);
  const outsiders = new Outsiders({
    report,
    state: () => armAfter(log, ...told),
  });
  const received = (task: number, worker = "w1", attempt = 1): RunEvent => ({
    ...{ type: "received", ...ref(task, worker, attempt) },
    ...{ redelivered: attempt > 1, ack: "manual" },
  });
  const done = (task: number): RunEvent[] => {
    const at = ref(task, "w1");
    return [
      { type: "started", ...at },
      { type: "finished", ...at },
      { type: "acked", ...at },
    ];
  };
  return { outsiders, told, report, received, done };
}

const like = (likeness: string, redelivered = false): FromOutside => ({
  ...{ likeness, text: `${likeness}.`, serviceMs: 1000, askedMs: 1000 },
  ...{ persistent: false, redelivered },
});
const left: RunEvent = {
  ...{ type: "worker-left", arm: "A", worker: "w1" as WorkerId, how: "broker-lost" },
};

it("makes a task of each, also of two that are alike, also of one that somebody else had first", () => {
  const { outsiders, told, report, received } = arm();
  for (const [i, seen] of [like("a"), like("a"), like("b", true)].entries()) {
    expect(outsiders.adopt(seen)).toBe(2 + i);
    report(received(2 + i));
  }
  expect(told.filter(({ type }) => type === "published-outside")).toHaveLength(3);
});

it("knows one again that is in the queue again, whatever its flag says", () => {
  const { outsiders, report, received } = arm();
  outsiders.adopt(like("a"));
  report(received(2), { type: "nacked", ...ref(2, "w1"), requeue: true });
  expect(outsiders.adopt(like("b"))).toBe(3);
  expect(outsiders.adopt(like("a"))).toBe(2);
});

it("knows one again whose worker's end is news that is still to come", () => {
  const { outsiders, report, received } = arm();
  outsiders.adopt(like("a"));
  report(received(2));
  expect(outsiders.adopt(like("a", true))).toBe(2);
});

it("knows one again that was done, where its ack may have reached nobody, and only there", () => {
  const { outsiders, report, received, done } = arm();
  outsiders.adopt(like("a"));
  report(received(2), ...done(2));
  expect(outsiders.adopt(like("b"))).toBe(3);
  report(received(3), ...done(3), left);
  expect(outsiders.adopt(like("b", true))).toBe(3);
  expect(outsiders.adopt(like("b"))).toBe(4);
});

it("counts several that are alike in the queue one by one", () => {
  const { outsiders, told, report, received } = arm();
  outsiders.adopt(like("a"));
  report(received(2), { type: "nacked", ...ref(2, "w1"), requeue: true });
  const before = told.length;
  outsiders.adoptAll([like("a", true), like("a"), like("b")]);
  expect(told.slice(before)).toMatchObject([{ task: 3 }, { task: 4, text: "b." }]);
});
