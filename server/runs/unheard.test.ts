import { expect, it } from "vitest";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { armAfter, ref } from "#tests/support/arm-after.ts";
import { Unheard } from "./unheard.ts";

/** Tasks 1 to 3 wait; w1 had acknowledged task 1 in vain, and 3 was published in vain: the queue has 1 and 2. */
function outage({ confirms = false } = {}) {
  const log = drawLog("A.queue ppp . . . .\nA.w1 . r s f a");
  const left: RunEvent = {
    ...{ type: "worker-left", arm: "A", worker: "w1" as WorkerId, how: "broker-lost" },
  };
  const told: RunEvent[] = [left];
  const sent: number[] = [];
  const unheard = new Unheard({
    report: (event) => told.push(event),
    state: () => armAfter(log, ...told),
    confirms: () => confirms,
    republish: (tasks) => sent.push(...tasks.map(({ task }) => task)),
  });
  const ackLost: RunEvent = { type: "ack-lost", ...ref(1, "w1") };
  return { unheard, told, sent, ackLost };
}

const lost = (task: number) => ({ type: "lost", arm: "A", task, why: "unconfirmed" });

it("is lost as soon as the queue shows short, though as many lost acks hid it when the broker was back", () => {
  const { unheard, told, ackLost } = outage();
  unheard.account(2, false, false);
  expect(told).toHaveLength(1);
  told.push(ackLost);
  expect(unheard.tell(1, false)).toBe(1);
  expect(told.slice(2)).toEqual([lost(3)]);
});

it("is sent again where confirms are waited for, unless nothing is sent any more", () => {
  const { unheard, told, sent, ackLost } = outage({ confirms: true });
  unheard.account(2, false, false);
  told.push(ackLost);
  expect(unheard.tell(1, false)).toBe(1);
  expect([told.length, sent]).toEqual([2, [3]]);
  expect(unheard.tell(1, true)).toBe(1);
  expect(told.slice(2)).toEqual([lost(3)]);
});

it("is nothing that was confirmed, or published since, or without an outage", () => {
  const { unheard, told } = outage();
  expect(unheard.tell(2, false)).toBe(0);
  told.push({ type: "confirmed", arm: "A", task: 2 as TaskNumber });
  unheard.account(2, false, false);
  told.push({
    ...{ type: "published", arm: "A", task: 4 as TaskNumber, text: "d." },
    ...{ serviceMs: 1000, persistent: true },
  });
  expect(unheard.tell(5, false)).toBe(1);
  expect(told.slice(3)).toEqual([lost(3)]);
});
