import { describe, expect, it } from "vitest";
import { moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { Logged, RunEvent, Seq } from "../run-log/run-event.ts";
import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import type { Fault, Scenario, WorkerId } from "../scenario/scenario.ts";
import type { Strategy } from "../scenario/strategy.ts";
import type { RunState } from "./run-state.ts";
import { runStateProjection } from "./run-state-projection.ts";
import { standstillsOf } from "./standstill.ts";

const w1 = "w1" as WorkerId;
const NOW = moment(10_000);

function runOf(drawing: string, ...more: readonly RunEvent[]): RunState {
  const log = drawLog(drawing, { strategies: { A: WAIT_FOR_ACK, B: EAGER } });
  const rest = more.map((event, i): Logged => ({
    ...event,
    seq: (log.length + i + 1) as Seq,
    atMs: log.at(-1)?.atMs ?? moment(0),
  }));
  return project(runStateProjection, [...log, ...rest]);
}

/** Nobody can do its first task. */
function poisoned(drawing: string, settings: Partial<Strategy> = {}): RunState {
  const strategy = { ...WAIT_FOR_ACK, ...settings };
  const log = drawLog(drawing, { strategies: { A: strategy } }).map((event) =>
    event.type === "published" && event.task === 1 ? { ...event, text: "poison" } : event,
  );
  return project(runStateProjection, log);
}

const stuck = (run: RunState) => standstillsOf(run, NOW);

describe("a run that can't end", () => {
  it("waits for a worker that hangs and answers heartbeats", () => {
    const run = runOf("A.queue pp .\nA.w1 rs h");
    expect(stuck(run)).toEqual([{ arm: "A", why: "hung", workers: ["w1"], tasks: 1, unacked: 1 }]);
  });

  it("waits for one that is paused", () => {
    const run = runOf("A.queue pp .\nA.w1 rs z");
    expect(stuck(run)).toEqual([
      { arm: "A", why: "paused", workers: ["w1"], tasks: 1, unacked: 1 },
    ]);
  });

  it("has nobody to take what is ready", () => {
    const run = runOf("A.queue pp .\nA.w1 rs k");
    expect(stuck(run)).toEqual([
      { arm: "A", why: "nobody-there", workers: [], tasks: 2, unacked: 0 },
    ]);
  });

  it("waits for acks that were forgotten, in the queue's way or not", () => {
    const forgets = { type: "worker-acking-changed", arm: "A", worker: w1, acking: false } as const;
    const told = { arm: "A", why: "acks-forgotten", workers: ["w1"], tasks: 1, unacked: 1 };
    expect(stuck(runOf("A.queue p . .\nA.w1 rs f .", forgets))).toEqual([told]);
    expect(stuck(runOf("A.queue pp . .\nA.w1 rs f .", forgets))).toEqual([told]);
    expect(
      stuck(runOf("A.queue pp . .\nA.w1 rs f .", forgets, { ...forgets, acking: true })),
    ).toEqual([told]);
  });

  it("gives out again and again what nobody can do, to a queue without a limit", () => {
    const times = (count: number) =>
      `A.queue p${" .".repeat(3 * count)}\nA.w1 ${"r s n ".repeat(count)}rs`;
    const told = { arm: "A", why: "comes-back", workers: [], tasks: 1, unacked: 0 };
    expect(stuck(poisoned(times(21)))).toEqual([told]);
    // A quorum queue's own limit may still end it.
    expect(stuck(poisoned(times(20)))).toEqual([]);
    expect(stuck(poisoned(times(21), { queueType: "quorum" }))).toEqual([told]);
    expect(stuck(poisoned(times(21), { queueType: "quorum", deliveryLimit: 30 }))).toEqual([]);
    expect(stuck(runOf(times(21)))).toEqual([]);
  });

  it("never comes to what waits behind what nobody can do", () => {
    const behind = `A.queue pp\nA.w1 ${"r s n ".repeat(21)}rs`;
    expect(stuck(poisoned(behind))).toMatchObject([{ why: "comes-back", tasks: 1 }]);
    expect(stuck(poisoned(`${behind}\nA.w2 rs`))).toEqual([]);
    expect(stuck(poisoned(`${behind}\nA.w2 .`))).toEqual([]);
  });

  it("is told of each arm, once all are done or stand still", () => {
    const run = runOf("A.queue pp .\nA.w1 rs h\nB.queue p .\nB.w1 rs h");
    expect(stuck(run).map(({ arm }) => arm)).toEqual(["A", "B"]);
    expect(stuck(runOf("A.queue pp .\nA.w1 rs h\nB.queue p .\nB.w1 rs d"))).toHaveLength(1);
    expect(stuck(runOf("A.queue pp .\nA.w1 rs h\nB.queue p .\nB.w1 rs ."))).toEqual([]);
  });
});

describe("a run that can end", () => {
  it.each([
    ["works", "A.queue pp .\nA.w1 rs ."],
    ["is about to start or to be given something", "A.queue pp .\nA.w1 r ."],
    ["is about to be given something", "A.queue pp .\nA.w1 . ."],
    ["has an ack on its way", "A.queue pp . .\nA.w1 rs f ."],
    ["has somebody else for what is ready", "A.queue pp .\nA.w1 rs h\nA.w2 . ."],
    ["is over", "A.queue p . .\nA.w1 rs d ."],
  ])("%s", (_, drawing) => {
    expect(stuck(runOf(drawing))).toEqual([]);
  });

  it("waits for the broker to take a silent worker for dead", () => {
    const silent = { type: "worker-hung", arm: "A", worker: w1, heartbeats: false } as const;
    expect(stuck(runOf("A.queue pp .\nA.w1 rs .", silent))).toEqual([]);
  });

  it("waits for a worker that lost its connection: it comes back by itself, unless it hangs", () => {
    const lost = { type: "worker-left", arm: "A", worker: w1, how: "broker-lost" } as const;
    expect(stuck(runOf("A.queue pp .\nA.w1 rs .", lost))).toEqual([]);
    expect(stuck(runOf("A.queue pp .\nA.w1 rs h", lost))).toMatchObject([{ why: "nobody-there" }]);
  });

  it("has something of its plan ahead: a task, a worker, a fault", () => {
    const run = runOf("A.queue pp .\nA.w1 rs k");
    const plan = (change: Partial<Scenario>): RunState => ({
      ...run,
      scenario: { ...run.scenario!, ...change },
    });
    const restart: Fault = {
      type: "act-on-worker",
      worker: w1,
      action: { type: "restart" },
      atMs: 12_000,
    };
    const w2 = { worker: "w2" as WorkerId, speed: 1, joinAtMs: 11_000 };
    expect(stuck(plan({ faults: [restart] }))).toEqual([]);
    expect(stuck(plan({ faults: [{ ...restart, atMs: 9000 }] }))).toHaveLength(1);
    expect(stuck(plan({ arms: [{ arm: "A", strategy: EAGER, workers: [w2] }] }))).toEqual([]);
    expect(stuck({ ...run, arms: run.arms.map((arm) => ({ ...arm, planned: 3 })) })).toEqual([]);
  });

  it("is closed, or waits for the broker", () => {
    const run = runOf("A.queue pp .\nA.w1 rs k");
    expect(stuck({ ...run, outcome: "stopped" })).toEqual([]);
    expect(stuck({ ...run, brokerLost: { atMs: NOW, reason: "ECONNRESET" } })).toEqual([]);
  });
});
