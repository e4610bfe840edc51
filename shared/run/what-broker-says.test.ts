import { describe, expect, it } from "vitest";
import { armAfter } from "#tests/support/arm-after.ts";
import { moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { RunEvent, Seq } from "../run-log/run-event.ts";
import type { TaskNumber } from "../scenario/scenario.ts";
import { ledgerOf } from "./ledger.ts";
import { runStateProjection } from "./run-state-projection.ts";

describe("what the broker says of the queue", () => {
  const declared = {
    type: "queue-declared",
    arm: "A",
    queue: "q",
    queueType: "classic",
    deliveryLimit: "default",
    deadLetters: "off",
    durable: true,
  } as const;
  const words = { replyCode: 406, replyText: "PRECONDITION_FAILED - inequivalent arg 'durable'" };
  const refused = {
    type: "redeclare-refused",
    arm: "A",
    queue: "q",
    queueType: "quorum",
    deliveryLimit: "default",
    deadLetters: "off",
    durable: false,
    channel: 3,
    ...words,
  } as const;

  it("remembers a refused redeclare until the queue is declared as it is; the arm is not refused", () => {
    const log = drawLog("A.queue p");
    const arm = armAfter(log, declared, refused);
    expect(arm.refusedRedeclare).toEqual({
      atMs: 0,
      queueType: "quorum",
      deliveryLimit: "default",
      deadLetters: "off",
      durable: false,
      channel: 3,
      ...words,
    });
    expect(arm).toMatchObject({ refusal: null, queue: { name: "q", durable: true } });
    const asItIs = {
      type: "queue-redeclared",
      arm: "A",
      queue: "q",
      queueType: "classic",
      deliveryLimit: "default",
      deadLetters: "off",
      durable: true,
    } as const;
    expect(armAfter(log, declared, refused, asItIs).refusedRedeclare).toBeNull();
  });

  it("counts a message that went astray as published and returned once it came back", () => {
    const astray = { arm: "A", message: 1 } as const;
    const sent = { ...astray, text: "hello", routingKey: "q-typo", mandatory: true };
    const back = { type: "astray-returned", ...astray, replyCode: 312, replyText: "NO_ROUTE" };
    const log = drawLog("A.queue p");
    const published = { type: "published-astray", ...sent } as const;
    const confirmed = { type: "astray-confirmed", ...astray } as const;
    expect(ledgerOf(armAfter(log, published, confirmed))).toMatchObject({
      published: 1,
      returned: 0,
    });
    const arm = armAfter(log, published, back as RunEvent, confirmed);
    expect(ledgerOf(arm)).toMatchObject({ published: 2, returned: 1, ready: 1 });
    expect(arm.astray).toMatchObject([{ confirmed: true, returned: { replyCode: 312 } }]);
  });

  it("has somebody else's message as a task of one arm, and then waits for as many of ours as before", () => {
    const outside = { type: "published-outside", arm: "A", task: 2 as TaskNumber } as const;
    const seen = { ...outside, text: "hello.", serviceMs: 1000, persistent: false };
    const log = drawLog("A.queue p . . . . p\nA.w1 r s f a . .");
    const [before, later] = [log.slice(0, -1), log.slice(-1)];
    const arm = armAfter(before, seen, { ...later[0]!, task: 3 as TaskNumber } as RunEvent);
    expect(arm.tasks.map(({ outside: is }) => is)).toEqual([false, true, false]);
    expect(ledgerOf(arm)).toMatchObject({ published: 3, outside: 1, done: 1, ready: 2 });
    expect([arm.planned, arm.outside]).toEqual([3, 1]);
  });

  it("knows since when the broker does not answer, until it does, goes, or the run is over", () => {
    const silent = { type: "broker-silent", sinceMs: moment(500) } as const;
    const sinceMs = (...more: RunEvent[]) => {
      const log = drawLog("A.queue p .");
      const next = more.map((event, i) => ({
        ...event,
        seq: (log.length + 1 + i) as Seq,
        atMs: moment(4000),
      }));
      return project(runStateProjection, [...log, ...next]).brokerSilentSinceMs;
    };
    expect(sinceMs(silent)).toBe(500);
    expect(sinceMs(silent, { type: "broker-answered" })).toBeNull();
    expect(sinceMs(silent, { type: "broker-stopped", reason: "" })).toBeNull();
    const closed = { type: "run-closed", outcome: "stopped", mismatches: [] } as const;
    expect(sinceMs(silent, closed)).toBeNull();
  });

  it("knows how many consumers are somebody else's", () => {
    const seen = { type: "foreign-consumers", arm: "A", count: 2 } as const;
    expect(armAfter(drawLog("A.queue p"), seen).foreignConsumers).toBe(2);
  });
});
