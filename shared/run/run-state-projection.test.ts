import { moment } from "../kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { armAfter, brokerCounts, places, ref } from "#tests/support/arm-after.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { RunEvent, Seq } from "../run-log/run-event.ts";
import { EAGER } from "../scenario/default-scenario.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { brokerExpectedCount } from "./broker-count.ts";
import { ledgerOf } from "./ledger.ts";
import { runStateProjection } from "./run-state-projection.ts";

const AUTO = { strategies: { A: { ...EAGER, ack: "auto" } } } as const;
const w1 = "w1" as WorkerId;
const w2 = "w2" as WorkerId;

describe("runStateProjection", () => {
  it("follows a task from the queue through the worker's buffer to done", () => {
    const drawing = ["A.queue pp . . . .", "A.w1    .  r s f a"];
    const upTo = (column: number) =>
      armAfter(drawLog(drawing.join("\n")).filter(({ atMs }) => atMs <= column * 1000));
    expect([0, 1, 2, 3, 4].map((column) => places(upTo(column)))).toEqual([
      "ready ready",
      "held ready",
      "running ready",
      "done ready",
      "done ready",
    ]);
    expect(brokerCounts(upTo(3))).toEqual({ ready: 1, unacked: 1 });
    expect(brokerCounts(upTo(4))).toEqual({ ready: 1, unacked: 0 });
    expect(upTo(4).attempts.at(0)).toMatchObject({
      receivedAtMs: 1000,
      startedAtMs: 2000,
      endedAtMs: 3000,
      ackedAtMs: 4000,
      outcome: "done",
    });
  });

  it("counts nothing as unacked under auto-ack, and finished is the end of it", () => {
    const log = drawLog("A.queue pp . .\nA.w1 . rr sd", AUTO);
    const arm = armAfter(log);
    expect(places(arm)).toBe("done held");
    expect(brokerCounts(arm)).toEqual({ ready: 0, unacked: 0 });
  });

  it("gives back what a killed worker had, at its original position", () => {
    const arm = armAfter(
      drawLog(`
        A.queue pppp . . .
        A.w1    .    r . k
        A.w2    .    . rr .
      `),
    );
    expect(arm.ready.toArray()).toEqual([1, 4]);
    expect(places(arm)).toBe("ready held held ready");
    expect(arm.attempts.at(0)).toMatchObject({
      outcome: "requeued",
      endedAtMs: 3000,
      unacked: false,
    });
    expect(arm.workers[0]).toMatchObject({ leftHow: "killed", held: { length: 0 }, unacked: 0 });
  });

  it("leaves a task with its newer delivery when the older one's worker is said to have gone after that", () => {
    const log = drawLog("A.queue p . .\nA.w1 . r s\nA.w2 . . .");
    const ref = { arm: "A", task: 1 as TaskNumber, worker: w2, attempt: 2 } as const;
    const again: RunEvent = { type: "received", ...ref, redelivered: true, ack: "manual" };
    const gone: RunEvent = { type: "worker-left", arm: "A", worker: w1, how: "missed-heartbeats" };
    const arm = armAfter(log, again, gone);
    expect(arm.ready.toArray()).toEqual([]);
    expect(places(arm)).toBe("held");
    expect(arm.tasks.at(0)).toMatchObject({ worker: "w2" });
    expect(brokerExpectedCount(arm)).toBe(1);
  });

  it("keeps done a task whose worker died before its ack, though the broker has it again", () => {
    const died = `
      A.queue p . . . .
      A.w1    . r s f k
    `;
    const arm = armAfter(drawLog(died));
    expect(places(arm)).toBe("done");
    expect(ledgerOf(arm)).toMatchObject({ done: 1, ready: 0 });
    expect(brokerCounts(arm)).toEqual({ ready: 1, unacked: 0 });
    expect(brokerExpectedCount(arm)).toBe(1);

    const again = armAfter(drawLog(`${died}\nA.w2 . . . . . r s f a`));
    expect(ledgerOf(again)).toMatchObject({ done: 1, held: 0, redelivered: 1, duplicates: 1 });
    expect(brokerExpectedCount(again)).toBe(0);
    expect(again.tasks.at(0)).toMatchObject({ worker: "w1", settledAtMs: 3000 });
  });

  it("marks lost what an auto-acking worker had when it died", () => {
    const arm = armAfter(
      drawLog(
        `
        A.queue ppp . . .
        A.w1    .   rrr sds xxk
      `,
        AUTO,
      ),
    );
    expect(places(arm)).toBe("done lost lost");
    expect(arm.workers[0]?.lost.toArray()).toEqual([2, 3]);
    expect(arm.tasks.at(1)).toMatchObject({ lossReason: "auto-acked-worker-gone", worker: "w1" });
  });

  it("takes a nacked task back into the queue, or loses it when it was not to be requeued", () => {
    const log = drawLog("A.queue pp . .\nA.w1 . rr sn");
    expect(places(armAfter(log))).toBe("ready held");

    const rejected = armAfter(log, { type: "nacked", ...ref(2, "w1"), requeue: false });
    expect(places(rejected)).toBe("ready lost");
    expect(rejected.tasks.at(1)?.lossReason).toBe("rejected");
  });

  it("loses a ready task the broker came back without", () => {
    const lost: RunEvent = {
      type: "lost",
      arm: "A",
      task: 1 as TaskNumber,
      why: "broker-lost-it",
    };
    const arm = armAfter(drawLog("A.queue pp"), lost);
    expect(places(arm)).toBe("lost ready");
    expect(brokerExpectedCount(arm)).toBe(1);
  });

  it("takes a returned task out of the queue", () => {
    const returned: RunEvent = {
      type: "returned",
      arm: "A",
      task: 1 as TaskNumber,
      replyCode: 312,
      replyText: "NO_ROUTE",
    };
    expect(ledgerOf(armAfter(drawLog("A.queue p"), returned))).toMatchObject({
      published: 1,
      ready: 0,
      returned: 1,
    });
  });

  it("goes by the consumer's own ack mode while the arm's strategy is being changed", () => {
    const changed: RunEvent = {
      type: "settings-changed",
      arm: "A",
      strategy: { ...EAGER, ack: "auto" },
    };
    const late: RunEvent = {
      type: "received",
      arm: "A",
      task: 1 as TaskNumber,
      worker: w1,
      attempt: 1,
      redelivered: false,
      ack: "manual",
    };
    const arm = armAfter(drawLog("A.queue p\nA.w1 ."), changed, late);
    expect(arm.strategy.ack).toBe("auto");
    expect(arm.changes).toEqual([{ atMs: 0, strategy: arm.strategy }]);
    expect(arm.unacked).toBe(1);
  });

  it("notes the changes of a worker's speed, the clock's and the broker's", () => {
    const log = drawLog("A.w1 .");
    const more: RunEvent[] = [
      { type: "worker-speed-changed", arm: "A", worker: w1, speed: 0.5 },
      { type: "speed-changed", speed: 4 },
      { type: "clock-paused" },
      { type: "noted", text: "look" },
      { type: "broker-stopped", reason: "ECONNRESET" },
    ];
    const state = project(runStateProjection, [
      ...log,
      ...more.map((event) => ({ ...event, seq: 9 as Seq, atMs: moment(70) })),
    ]);
    expect(state.arms[0]?.workers[0]?.speeds).toEqual([
      { atMs: 0, speed: 1 },
      { atMs: 70, speed: 0.5 },
    ]);
    expect(state).toMatchObject({
      atMs: 70,
      speed: 4,
      paused: true,
      notes: [{ atMs: 70, text: "look" }],
      brokerLost: { atMs: 70, reason: "ECONNRESET" },
    });
  });

  it("rejects as it nacks", () => {
    const log = drawLog("A.queue pp . .\nA.w1 . rr s");
    const again = armAfter(log, { type: "rejected", ...ref(1, "w1"), requeue: true });
    expect([places(again), again.workers[0]?.running]).toEqual(["ready held", []]);
    const gone = armAfter(log, { type: "rejected", ...ref(2, "w1"), requeue: false });
    expect([places(gone), gone.tasks.at(1)?.lossReason]).toEqual(["running lost", "rejected"]);
  });

  it("throws when an event tells of something impossible", () => {
    const log = drawLog("A.queue p\nA.w1 .");
    expect(() => armAfter(log, { type: "started", ...ref(1, "w1") })).toThrow(
      "w1 never received task 1",
    );
    expect(() => armAfter(log, { type: "worker-joined", arm: "A", worker: w1, speed: 1 })).toThrow(
      "w1 joined twice",
    );
    const third = { arm: "A", task: 3 as TaskNumber } as const;
    expect(() =>
      armAfter(log, { type: "published", ...third, text: ".", serviceMs: 1, persistent: true }),
    ).toThrow("task 3 published after 1 others");
  });
});
