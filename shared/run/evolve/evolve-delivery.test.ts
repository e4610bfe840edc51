import { describe, expect, it } from "vitest";
import { armAfter, places, ref } from "#tests/support/arm-after.ts";
import { drawLog } from "../../run-log/draw-log.ts";
import type { RunEvent } from "../../run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "../../scenario/scenario.ts";
import { brokerExpectedCount } from "../broker-count.ts";
import { ledgerOf } from "../ledger.ts";

const w1 = "w1" as WorkerId;

describe("a worker the broker gave up", () => {
  const log = drawLog("A.queue p . .\nA.w1 . r s\nA.w2 . . .");
  const received: RunEvent = {
    type: "received",
    ...ref(1, "w2", 2),
    redelivered: true,
    ack: "manual",
  };
  const left: RunEvent = { type: "worker-left", arm: "A", worker: w1, how: "missed-heartbeats" };
  const late: readonly RunEvent[] = [
    { type: "worker-joined", arm: "A", worker: w1, speed: 1 },
    { type: "late-work-started", ...ref(1, "w1") },
  ];
  const done: readonly RunEvent[] = [
    { type: "started", ...ref(1, "w2", 2) },
    { type: "finished", ...ref(1, "w2", 2) },
    { type: "acked", ...ref(1, "w2", 2) },
  ];

  it("has its task no longer once another has it, whichever is heard of first", () => {
    for (const news of [
      [received, left],
      [left, received],
    ]) {
      const arm = armAfter(log, ...news);
      expect([places(arm), arm.unacked]).toEqual(["held", 1]);
      expect(arm.attempts.map(({ outcome }) => outcome)).toEqual(["requeued", "held"]);
      expect(arm.workers.map(({ running, held }) => [running, held.toArray()])).toEqual([
        [[], []],
        [[], [1]],
      ]);
    }
  });

  it("does it late: a delivery the broker knows nothing of, a duplicate, and an ack refused", () => {
    const refusal = { replyCode: 406, replyText: "PRECONDITION_FAILED - unknown delivery tag 1" };
    const working = armAfter(log, left, received, ...late);
    expect(working.workers[0]).toMatchObject({ late: [1], running: [], unacked: 0 });
    expect(working.attempts.at(-1)).toMatchObject({ late: true, outcome: "running" });
    const arm = armAfter(
      log,
      ...[left, received, ...late, ...done],
      { type: "finished", ...ref(1, "w1") },
      { type: "ack-refused", ...ref(1, "w1"), ...refusal },
    );
    expect(ledgerOf(arm)).toMatchObject({ done: 1, duplicates: 1, redelivered: 1 });
    expect(arm.workers[0]?.late).toEqual([]);
    expect(arm.refusedAcks).toEqual([{ atMs: 2000, task: 1, worker: "w1", ...refusal }]);
    expect(brokerExpectedCount(arm)).toBe(0);
  });

  it("may be done before the other is, whose work is then the duplicate", () => {
    const arm = armAfter(
      log,
      ...[left, received, ...late],
      { type: "finished", ...ref(1, "w1") },
      ...done,
    );
    expect(arm.tasks.at(0)).toMatchObject({ place: "done", worker: "w1" });
    expect(ledgerOf(arm)).toMatchObject({ done: 1, duplicates: 1 });
  });

  it("leaves its late work when it dies, and nothing returns to the queue by that", () => {
    const killed: RunEvent = { type: "worker-left", arm: "A", worker: w1, how: "killed" };
    const arm = armAfter(log, left, received, ...late, ...done, killed);
    expect(arm.attempts.at(-1)).toMatchObject({ late: true, outcome: "requeued" });
    expect([places(arm), arm.ready.toArray(), arm.workers[0]?.late]).toEqual(["done", [], []]);
  });

  it("does late what was lost meanwhile, and so it is done after all", () => {
    const gone: RunEvent = {
      type: "lost",
      arm: "A",
      task: 1 as TaskNumber,
      why: "broker-lost-it",
    };
    const arm = armAfter(log, left, gone, ...late, { type: "finished", ...ref(1, "w1") });
    expect(arm.tasks.at(0)).toMatchObject({ place: "done", lossReason: null });
    expect(ledgerOf(arm)).toMatchObject({ done: 1, lost: 0, duplicates: 0 });
  });
});
