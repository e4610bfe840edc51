import { describe, expect, it } from "vitest";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Fault, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { finishes, plan, story, w } from "#tests/support/simulated-story.ts";
import { simulatedLog } from "./simulate.ts";

const onW1 = (action: WorkerAction, atMs: number): Fault => ({
  type: "act-on-worker",
  worker: "w1" as WorkerId,
  action,
  atMs,
});

describe("faults", () => {
  const kinds = ["started", "finished", "acked", "nacked", "rejected", "lost", "worker-left"];
  const workers = [w(1)];

  it("a killed worker's tasks are its neighbour's; without acks they are lost", () => {
    const scenario = plan({ dots: [4, 1, 4, 1], faults: [onW1({ type: "kill" }, 2000)] });
    expect(story({ scenario }, ["worker-left", "started", "lost"])).toEqual([
      "w1 started 1 @0",
      "w2 started 2 @0",
      "w2 started 4 @1000",
      "w1 worker-left @2000",
      "w2 started 1 @2000",
      "w2 started 3 @6000",
    ]);
    const auto = plan({
      dots: [4, 1, 4, 1],
      strategies: [{ ...EAGER, ack: "auto" }],
      faults: [onW1({ type: "kill" }, 2000)],
    });
    expect(story({ scenario: auto }, ["lost"])).toEqual(["lost 1 @2000", "lost 3 @2000"]);
  });

  it("one told to stop ends its task and gives back the rest", () => {
    const scenario = plan({ dots: [4, 1, 4, 1], faults: [onW1({ type: "stop" }, 2000)] });
    expect(story({ scenario }, kinds)).toContain("w1 nacked 3 @2000");
    expect(story({ scenario }, kinds)).toContain("w1 worker-left @4000");
    expect(story({ scenario }, kinds)).toContain("w2 started 3 @2000");
  });

  it("a pause takes as long as it lasts; another speed counts for what is left", () => {
    const faults = [onW1({ type: "pause" }, 1000), onW1({ type: "resume" }, 3000)];
    expect(finishes({ scenario: plan({ dots: [4], workers, faults }) })).toEqual([6000]);
    const faster = [onW1({ type: "set-speed", speed: 2 }, 2000)];
    expect(finishes({ scenario: plan({ dots: [4], workers, faults: faster }) })).toEqual([3000]);
    const late = [w(1, { joinAtMs: 3000 })];
    expect(finishes({ scenario: plan({ dots: [4], workers: late, faults: faster }) })).toEqual([
      5000,
    ]);
  });

  it("who hangs keeps what it holds: the run stands still", () => {
    const scenario = plan({
      dots: [2, 2],
      workers,
      faults: [onW1({ type: "hang", heartbeats: true }, 1000)],
    });
    expect(simulatedLog({ scenario }).at(-1)).toMatchObject({ type: "worker-hung", atMs: 1000 });
  });

  it("who hangs silently is given up, and its tasks are its neighbour's; its late work is in vain", () => {
    const faults = [
      onW1({ type: "hang", heartbeats: false }, 1000),
      onW1({ type: "resume" }, 9000),
    ];
    const scenario = plan({ dots: [4, 1, 4, 1], faults });
    const told = ["worker-left", "started", "late-work-started", "ack-refused", "worker-joined"];
    const log = story({ scenario, patienceMs: 6000 }, told);
    expect(log).toEqual([
      "w1 worker-joined @0",
      "w2 worker-joined @0",
      "w1 started 1 @0",
      "w2 started 2 @0",
      "w2 started 4 @1000",
      "w1 worker-left @7000",
      "w2 started 1 @7000",
      "w1 worker-joined @9000",
      "w1 late-work-started 1 @9000",
      "w2 started 3 @11000",
      "w1 ack-refused 1 @12000",
    ]);
    const sooner = [
      onW1({ type: "hang", heartbeats: false }, 1000),
      onW1({ type: "resume" }, 6000),
    ];
    const back = plan({ dots: [4, 1, 4, 1], faults: sooner });
    expect(story({ scenario: back, patienceMs: 6000 }, ["worker-left"])).toEqual([]);
  });

  it("what is done and never acknowledged comes again when its worker goes", () => {
    const faults = [
      onW1({ type: "set-acking", acking: false }, 0),
      onW1({ type: "restart" }, 3000),
    ];
    const scenario = plan({ dots: [2], workers, faults });
    expect(story({ scenario }, kinds)).toEqual([
      "w1 started 1 @0",
      "w1 finished 1 @2000",
      "w1 worker-left @3000",
      "w1 started 1 @3000",
      "w1 finished 1 @5000",
      "w1 acked 1 @5000",
    ]);
  });

  it("rejected without requeue, a task is gone", () => {
    const scenario = plan({
      dots: [2, 1],
      workers,
      faults: [onW1({ type: "reject", requeue: false }, 1000)],
    });
    expect(story({ scenario }, ["rejected", "finished", "run-closed"])).toEqual([
      "w1 rejected 1 @1000",
      "w1 finished 2 @2000",
      "run-closed @2000",
    ]);
  });

  it("a broker's restart keeps what is durable and persistent, and flags all if it was killed", () => {
    const redelivered = (kill: boolean, change: Partial<Strategy> = {}) => {
      const scenario = plan({
        dots: [2, 2, 2],
        workers,
        strategies: [{ ...WAIT_FOR_ACK, ...change }],
        faults: [{ type: "restart-broker", kill, atMs: 1000 }],
      });
      const log = simulatedLog({ scenario });
      return {
        lost: log.filter(({ type }) => type === "lost").length,
        flagged: log.filter((event) => event.type === "received" && event.redelivered).length,
      };
    };
    expect(redelivered(false)).toEqual({ lost: 0, flagged: 1 });
    expect(redelivered(true)).toEqual({ lost: 0, flagged: 3 });
    expect(redelivered(true, { persistent: false })).toEqual({ lost: 3, flagged: 0 });
    expect(redelivered(false, { durable: false })).toEqual({ lost: 3, flagged: 0 });
    const quorum = { queueType: "quorum", persistent: false } as const;
    expect(redelivered(true, quorum)).toEqual({ lost: 0, flagged: 1 });
  });

  it("a queue the broker refuses is the end of it, as of a run", () => {
    const strategies = [EAGER, { ...EAGER, queueType: "quorum", durable: false } as const];
    const log = simulatedLog({ scenario: plan({ dots: [1], strategies }) });
    expect(log.map(({ type }) => type)).toEqual([
      ...["run-opened", "queue-declared", "declare-refused", "run-closed"],
    ]);
    const replyText = "invalid property 'non-durable' for queue 'tasks' in vhost '/'";
    expect(log.at(-2)).toMatchObject({ arm: "B", replyCode: 406, replyText });
    expect(log.at(-1)).toMatchObject({ outcome: "failed" });
  });
});
