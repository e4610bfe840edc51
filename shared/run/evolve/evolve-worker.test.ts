import { describe, expect, it } from "vitest";
import { armAfter, brokerCounts, places, ref } from "#tests/support/arm-after.ts";
import { drawLog } from "../../run-log/draw-log.ts";
import type { RunEvent } from "../../run-log/run-event.ts";
import type { WorkerId } from "../../scenario/scenario.ts";

const w1 = "w1" as WorkerId;

describe("a worker", () => {
  it("keeps a worker's earlier stay when it comes back", () => {
    const arm = armAfter(drawLog("A.queue p\nA.w1 j k . j"));
    expect(arm.workers).toMatchObject([{ worker: "w1", joinedAtMs: 3000, leftAtMs: null }]);
    expect(arm.earlierStays).toMatchObject([{ joinedAtMs: 0, leftAtMs: 1000, leftHow: "killed" }]);
  });

  it("knows who is paused or hung, since when, and that they worked at speed 0 meanwhile", () => {
    const log = drawLog("A.w1 .");
    const paused = armAfter(log, { type: "worker-paused", arm: "A", worker: w1 });
    expect(paused.workers[0]?.halt).toEqual({ atMs: 0, how: "paused", heartbeats: true });
    const hung = armAfter(
      log,
      { type: "worker-hung", arm: "A", worker: w1, heartbeats: false },
      { type: "worker-speed-changed", arm: "A", worker: w1, speed: 2 },
    );
    expect(hung.workers[0]).toMatchObject({ halt: { how: "hung", heartbeats: false }, speed: 2 });
    expect(hung.workers[0]?.speeds.map(({ speed }) => speed)).toEqual([1, 0]);
    const resumed = armAfter(
      log,
      { type: "worker-hung", arm: "A", worker: w1, heartbeats: true },
      { type: "worker-speed-changed", arm: "A", worker: w1, speed: 2 },
      { type: "worker-resumed", arm: "A", worker: w1 },
    );
    expect(resumed.workers[0]?.halt).toBeNull();
    expect(resumed.workers[0]?.speeds.map(({ speed }) => speed)).toEqual([1, 0, 2]);
  });

  it("keeps unacked what a forgetful worker did; given back, it is in the queue, and still done", () => {
    const log = drawLog("A.queue p . . .\nA.w1 . r s f");
    const forgets: RunEvent = {
      type: "worker-acking-changed",
      arm: "A",
      worker: w1,
      acking: false,
    };
    const kept = armAfter(log, forgets);
    expect(kept.workers[0]).toMatchObject({ acking: false, unacked: 1 });
    expect(brokerCounts(kept)).toEqual({ ready: 0, unacked: 1 });
    const back = armAfter(log, forgets, { type: "nacked", ...ref(1, "w1"), requeue: true });
    expect(places(back)).toBe("done");
    expect(brokerCounts(back)).toEqual({ ready: 1, unacked: 0 });
  });
});
