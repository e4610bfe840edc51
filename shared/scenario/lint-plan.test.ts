import { describe, expect, it } from "vitest";
import { forecast } from "#simulation/forecast.ts";
import { lintPlan, type FinishOf, type Unawaited } from "./lint-plan.ts";
import { defaultScenario, EAGER, WAIT_FOR_ACK } from "./default-scenario.ts";
import { presets } from "./presets.ts";
import type { PlannedWorker, Scenario, WorkerId } from "./scenario.ts";
import type { Strategy } from "./strategy.ts";
import { tasksOfDots } from "./workload.ts";

function crew(count: number, change: Partial<PlannedWorker> = {}): readonly PlannedWorker[] {
  return Array.from({ length: count }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
    ...change,
  }));
}

interface Plan {
  readonly strategy?: Partial<Strategy>;
  readonly dots?: readonly number[];
  readonly workers?: readonly PlannedWorker[];
}

function plan({ strategy = {}, dots = [2, 2, 2, 2], workers = crew(2) }: Plan): Scenario {
  const arms = [{ arm: "A" as const, strategy: { ...WAIT_FOR_ACK, ...strategy }, workers }];
  return { preset: null, seed: 1, workload: tasksOfDots(dots), arms, faults: [] };
}

const finishOf: FinishOf = (arm, whole) => forecast(arm, whole, null).finishMs;
const unawaited: Unawaited = { release: "4.3", quietMs: 1000, entries: 4096 };
const codes = (scenario: Scenario) =>
  lintPlan(scenario, finishOf, unawaited).map(({ arm, code }) => `${arm} ${code}`);

describe("lintPlan", () => {
  it.each<[string, Plan, readonly string[]]>([
    ["nothing of fair dispatch", {}, []],
    ["prefetch that auto ack makes void", { strategy: { ack: "auto" } }, ["A prefetch-inert"]],
    ["not of auto ack alone", { strategy: { ack: "auto", prefetch: "unlimited" } }, []],
    [
      "persistent messages in a queue that is not",
      { strategy: { durable: false } },
      ["A persistent-in-transient-queue"],
    ],
    [
      "a durable queue of transient messages",
      { strategy: { persistent: false } },
      ["A transient-in-durable-queue"],
    ],
    [
      "persistent messages that nobody confirms",
      { strategy: { confirms: false } },
      ["A persistent-unconfirmed"],
    ],
    [
      "a quorum queue that is not durable, and nothing else of what it keeps",
      { strategy: { queueType: "quorum", durable: false } },
      ["A quorum-not-durable"],
    ],
    [
      "transient messages in a quorum queue",
      { strategy: { queueType: "quorum", persistent: false } },
      ["A transient-in-quorum"],
    ],
    ["not of a quorum queue as it should be", { strategy: { queueType: "quorum" } }, []],
    [
      "QQ9: that unlimited has a limit in a quorum queue, where somebody may reach it",
      {
        strategy: { queueType: "quorum", prefetch: "unlimited" },
        dots: Array<number>(2001).fill(1),
      },
      ["A unlimited-in-quorum"],
    ],
    [
      "not of so few that nobody reaches it",
      {
        strategy: { queueType: "quorum", prefetch: "unlimited" },
        dots: Array<number>(2000).fill(1),
      },
      [],
    ],
    ["not of both transient", { strategy: { durable: false, persistent: false } }, []],
    [
      "unlimited prefetch over unequal tasks",
      { strategy: EAGER, dots: [4, 1, 4, 1] },
      ["A unlimited-slower"],
    ],
    [
      "under auto ack just so, whatever is set",
      { strategy: { ack: "auto" }, dots: [4, 1, 4, 1] },
      ["A prefetch-inert", "A unlimited-slower"],
    ],
    ["not over equal ones", { strategy: EAGER }, []],
    ["not with one worker", { strategy: EAGER, dots: [4, 1, 4, 1], workers: crew(1) }, []],
    [
      "hands that prefetch leaves empty",
      { workers: [...crew(1), ...crew(1, { concurrency: 2 })] },
      ["A prefetch-below-concurrency"],
    ],
    [
      "not where prefetch is as many",
      { strategy: { prefetch: 2 }, workers: crew(2, { concurrency: 2 }) },
      [],
    ],
    [
      "not of prefetch that holds nobody back",
      { strategy: { ack: "auto" }, workers: crew(2, { concurrency: 2 }) },
      ["A prefetch-inert"],
    ],
    ["more workers than tasks", { dots: [2, 2], workers: crew(3) }, ["A more-workers-than-tasks"]],
    ["not as many", { dots: [2, 2], workers: crew(2) }, []],
    ["not without tasks", { dots: [], workers: crew(2) }, []],
  ])("tells %s", (_, given, expected) => {
    expect(codes(plan(given))).toEqual(expected);
  });

  it("says when what nobody confirms is on disk, once it knows the broker's release", () => {
    const unconfirmed = plan({ strategy: { confirms: false } });
    expect(lintPlan(unconfirmed, finishOf, null)).toEqual([]);
    expect(lintPlan(unconfirmed, finishOf, unawaited)).toEqual([
      { code: "persistent-unconfirmed", arm: "A", severity: "hint", facts: unawaited },
    ]);
  });

  it("gives the figures it rests on", () => {
    expect(lintPlan(defaultScenario, finishOf, unawaited)).toEqual([
      {
        code: "unlimited-slower",
        arm: "A",
        severity: "hint",
        facts: { dealtMs: 24_000, asFreeMs: 15_000 },
      },
    ]);
  });

  it("tells of each preset only what is true of it", () => {
    const told = Object.values(presets).map((one) => [one.preset, codes(one)]);
    expect(Object.fromEntries(told)).toEqual({
      "odd-heavy": ["A unlimited-slower"],
      tutorial: [],
      equal: [],
      "one-heavy-in-three": ["A unlimited-slower"],
      "long-short": ["A unlimited-slower"],
      "worst-case": [],
      "fair-loses": [],
      "late-joiner": ["A unlimited-slower"],
      straggler: ["A unlimited-slower"],
      "kill-a-worker": [],
      "prefetch-dial": ["D unlimited-slower"],
      durability: ["B transient-in-durable-queue", "C persistent-in-transient-queue"],
    });
  });
});

describe("foreseen finishes, as measured on RabbitMQ", () => {
  const both = (workers: readonly PlannedWorker[], workload: Scenario["workload"]) =>
    [EAGER, WAIT_FOR_ACK].map((strategy) =>
      finishOf({ arm: "A", strategy, workers }, { ...plan({}), workload }),
    );

  it.each([
    { dots: [5, 1, 5, 1, 5, 1, 5, 1, 5, 1], workers: 2, dealt: 25, free: 17 },
    { dots: [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], workers: 2, dealt: 15, free: 17 },
    { dots: [4, 2, 5, 1, 7, 2, 6, 1, 6, 2], workers: 2, dealt: 28, free: 19 },
    { dots: [4, 2, 5, 1, 7, 2, 6, 1, 6, 2], workers: 3, dealt: 13, free: 13 },
  ])("$dots by $workers: $dealt s dealt in turn, $free s as they are free", (row) => {
    expect(both(crew(row.workers), tasksOfDots(row.dots))).toEqual([
      row.dealt * 1000,
      row.free * 1000,
    ]);
  });

  it("a backlog goes to the first who comes", () => {
    const [w1, w2] = crew(2);
    const late = [
      { ...w1!, joinAtMs: 500 },
      { ...w2!, joinAtMs: 1000 },
    ];
    expect(both(late, tasksOfDots([1, 2, 3, 4, 5]))[0]).toBe(15_500);
  });

  it("whoever is free first is not who would be done first: a slow worker may have the last task", () => {
    const { arms, workload } = presets.straggler;
    expect(both(arms[0]!.workers, workload)).toEqual([16_000, 12_000]);
  });

  it("somebody who comes in between gets no task that was given before", () => {
    const [w1, w2] = crew(2);
    const crewOfTwo = [
      { ...w1!, speed: 3 },
      { ...w2!, speed: 0.5, joinAtMs: 1100 },
    ];
    const workload = [5, 1, 1].map((dots, i) => ({
      ...tasksOfDots([dots])[0]!,
      publishAtMs: [0, 3600, 7200][i]!,
    }));
    expect(both(crewOfTwo, workload)[1]).toBe(9200);
  });

  it("two ways that differ by rounding alone are no news", () => {
    const workers = crew(2).map((worker) => ({ ...worker, speed: 0.3 }));
    expect(codes(plan({ strategy: EAGER, dots: [1, 1, 1], workers }))).toEqual([]);
  });

  it("an arm that would never be done has none", () => {
    expect(both([], tasksOfDots([1]))).toEqual([null, null]);
  });
});
