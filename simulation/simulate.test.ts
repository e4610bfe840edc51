import { describe, expect, it } from "vitest";
import { EAGER, presets, WAIT_FOR_ACK } from "#shared/scenario/presets.ts";
import type { Arm, Fault, PlannedWorker, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { expectSoundLog } from "#tests/support/sound-log.ts";
import { simulatedLog, type SimulationOptions } from "./simulate.ts";

const w = (n: number, change: Partial<PlannedWorker> = {}): PlannedWorker => ({
  worker: `w${n}` as WorkerId,
  speed: 1,
  joinAtMs: 0,
  ...change,
});

interface Plan {
  readonly dots: readonly number[];
  readonly workers?: readonly PlannedWorker[];
  readonly strategies?: readonly Strategy[];
  readonly faults?: readonly Fault[];
}

function plan({ dots, workers = [w(1), w(2)], strategies = [EAGER], faults = [] }: Plan): Scenario {
  const arms = strategies.map((strategy, i): Arm => ({
    arm: ARM_IDS[i] ?? "A",
    strategy,
    workers,
  }));
  return { preset: null, seed: 1, workload: tasksOfDots(dots), arms, faults };
}

const onW1 = (action: WorkerAction, atMs: number): Fault => ({
  type: "act-on-worker",
  worker: "w1" as WorkerId,
  action,
  atMs,
});

/** What happened when, in words: `w1 started 3 @4000`. */
function story(options: SimulationOptions, types: readonly string[]): readonly string[] {
  return simulatedLog(options)
    .filter(({ type }) => types.includes(type))
    .map((event) => {
      const worker = "worker" in event ? `${event.worker} ` : "";
      const task = "task" in event ? ` ${event.task}` : "";
      return `${worker}${event.type}${task} @${event.atMs}`;
    });
}

function finishes(options: SimulationOptions): readonly number[] {
  const log = simulatedLog(options);
  return options.scenario.arms.map(({ arm }) =>
    Math.max(
      ...log.map((event) => (event.type === "finished" && event.arm === arm ? event.atMs : 0)),
    ),
  );
}

describe("finishes", () => {
  const scenario = plan({
    dots: [4, 2, 5, 1, 7, 2, 6, 1, 6, 2],
    strategies: [1, 2, 3, "unlimited"].map((prefetch) => ({
      ...EAGER,
      prefetch: prefetch as Strategy["prefetch"],
    })),
  });

  it("depend on prefetch, as on RabbitMQ", () => {
    expect(finishes({ scenario })).toEqual([19_000, 20_000, 22_000, 28_000]);
  });

  it("pay for the way of acks and deliveries, unless prefetch hides it", () => {
    expect(finishes({ scenario, deliveryDelayMs: 130, ackDelayMs: 220 })).toEqual([
      20_530, 20_130, 22_130, 28_130,
    ]);
  });

  it.each([
    ["odd-heavy", [24_000, 15_000]],
    ["one-heavy-in-three", [24_000, 13_000]],
    ["long-short", [25_000, 17_000]],
    ["fair-loses", [4000, 6000]],
    ["late-joiner", [12_000, 10_000]],
    ["straggler", [16_000, 12_000]],
  ] as const)("%s: %j", (preset, expected) => {
    expect(finishes({ scenario: presets[preset] })).toEqual(expected);
  });
});

it.each(Object.values(presets))("$preset: its log is sound to its end", (scenario) => {
  const state = expectSoundLog(simulatedLog({ scenario }));
  expect(state.outcome).toBe("finished");
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

describe("ties", () => {
  it("DS1: an ack takes a hop, a delivery takes one, and nothing overtakes what was sent before it", () => {
    const scenario = plan({ dots: [1, 1], workers: [w(1)], strategies: [WAIT_FOR_ACK] });
    const hops = { scenario, deliveryDelayMs: 130, ackDelayMs: 220 };
    expect(story(hops, ["received", "finished"])).toEqual([
      "w1 received 1 @130",
      "w1 finished 1 @1130",
      "w1 received 2 @1480",
      "w1 finished 2 @2480",
    ]);
    const dealt = { ...hops, scenario: plan({ dots: [1, 1, 1], workers: [w(1)] }) };
    expect(story(dealt, ["received"])).toEqual([
      "w1 received 1 @130",
      "w1 received 2 @130",
      "w1 received 3 @130",
    ]);
  });

  it("DS2: what is published at a moment comes before the ack of that moment", () => {
    const scenario: Scenario = {
      ...plan({ dots: [1], strategies: [WAIT_FOR_ACK] }),
      workload: [
        { text: "a.", publishAtMs: 0 },
        { text: "b.", publishAtMs: 1000 },
      ],
    };
    expect(story({ scenario }, ["started"])).toEqual(["w1 started 1 @0", "w2 started 2 @1000"]);
  });

  it("DS3: whoever comes at a moment comes after what is published then", () => {
    const workers = [w(1), w(2, { joinAtMs: 2000 })];
    const scenario: Scenario = {
      ...plan({ dots: [1], workers }),
      workload: [
        { text: "a.", publishAtMs: 0 },
        { text: "b.", publishAtMs: 2000 },
      ],
    };
    expect(story({ scenario }, ["started"])).toEqual(["w1 started 1 @0", "w1 started 2 @2000"]);
  });

  it("DS4: at one moment, whoever has fewer hops behind it comes first", () => {
    // w1 has 4; w2 has 1, 1, 1, 1, each of them an ack and a delivery later.
    const scenario = plan({ dots: [4, 1, 1, 1, 1, 5, 5], strategies: [WAIT_FOR_ACK] });
    expect(story({ scenario }, ["started"]).slice(-2)).toEqual([
      "w1 started 6 @4000",
      "w2 started 7 @4000",
    ]);
  });
});

it("lets another dispatcher decide", () => {
  const scenario = plan({ dots: [1, 1, 1], workers: [w(1), w(2), w(3)] });
  const newDispatcher = () => {
    const there: { tag: string }[] = [];
    return {
      join: (consumer: { tag: string }) => there.push(consumer),
      leave: () => undefined,
      next: () => there.at(-1) as never,
    };
  };
  expect(story({ scenario, newDispatcher }, ["started"])).toEqual([
    "w3 started 1 @0",
    "w3 started 2 @1000",
    "w3 started 3 @2000",
  ]);
});
