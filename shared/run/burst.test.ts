import { expect, it } from "vitest";
import { armAfter } from "#tests/support/arm-after.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { RunEvent } from "../run-log/run-event.ts";
import { burstFigures, type BurstState } from "./burst.ts";

const begun: RunEvent = {
  type: "burst-begun",
  arm: "A",
  queue: "q.burst",
  count: 100,
  queueType: "classic",
  deliveryLimit: "default",
  deadLetters: "off",
  durable: true,
  persistent: true,
  confirms: true,
};
const sent = { type: "burst-sent", arm: "A", sent: 100 } as const;
const confirmed = (count: number) =>
  ({ type: "burst-confirmed", arm: "A", confirmed: count }) as const;
const counted = (survived: number | null) =>
  ({ type: "burst-counted", arm: "A", survived }) as const;
const stopped = { type: "broker-stopped", reason: "killed" } as const;

function burstAfter(...events: readonly RunEvent[]): BurstState {
  const { burst } = armAfter(drawLog("A.queue ."), begun, ...events);
  if (burst === null) throw new Error("no burst");
  return burst;
}

it("has its messages safe or not yet safe while confirms come", () => {
  const burst = burstAfter(sent, confirmed(40));
  expect(burstFigures(burst)).toEqual({
    sent: 100,
    confirmed: 40,
    unconfirmed: 60,
    survived: null,
    lost: null,
    confirmedButLost: 0,
  });
  expect(burst.outage).toBe(false);
});

it("says what survived the broker, and that nothing confirmed was lost", () => {
  const burst = burstAfter(sent, confirmed(40), stopped, counted(45));
  expect(burst).toMatchObject({ outage: true, counted: true });
  expect(burstFigures(burst)).toMatchObject({ survived: 45, lost: 55, confirmedButLost: 0 });
});

it("counts what was confirmed and is gone all the same", () => {
  const burst = burstAfter(sent, confirmed(40), stopped, counted(30));
  expect(burstFigures(burst)).toMatchObject({ lost: 70, confirmedButLost: 10 });
});

it("leaves open what the broker does not say", () => {
  expect(burstFigures(burstAfter(sent, counted(null)))).toMatchObject({ lost: null });
});

it("is not touched by an outage after it was counted, and begins anew the next time", () => {
  expect(burstAfter(sent, counted(100), stopped).outage).toBe(false);
  const again = burstAfter(sent, confirmed(100), counted(100), { ...begun, count: 7 });
  expect(again).toMatchObject({ count: 7, sent: 0, confirmed: 0, survived: null, counted: false });
});
