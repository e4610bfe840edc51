import { expect, it } from "vitest";
import { RELEASE_NAMES } from "#broker";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Fault, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { plan, w } from "#tests/support/simulated-story.ts";
import { simulatedLog } from "./simulate.ts";

const KEPT = { ...WAIT_FOR_ACK, deadLetters: "kept" } as const;
const LIMITED = { ...KEPT, queueType: "quorum", deliveryLimit: 1 } as const;
const releases = RELEASE_NAMES.map((name) => name as string as BrokerRelease);

function armOf(scenario: Scenario, release: BrokerRelease) {
  const state = expectSoundLog(simulatedLog({ scenario, release }));
  return { ...state.arms[0]!, outcome: state.outcome };
}

function idleOf(scenario: Scenario, release: BrokerRelease): number {
  const state = expectSoundLog(simulatedLog({ scenario, release }));
  return armMetrics(state.arms[0]!, scenario, state.atMs).budget.idleWhileWorkWaitsMs;
}

const poisoned = (strategy: Strategy, faults: readonly Fault[] = []): Scenario => ({
  ...plan({ dots: [], workers: [w(1)], strategies: [strategy], faults }),
  workload: [{ text: "poison.", publishAtMs: 0 }, ...tasksOfDots([1, 1])],
});

it.each(releases)(
  "%s: what nobody can do is rejected once and kept, and nobody waits for it",
  (release) => {
    const { counts, tasks, outcome } = armOf(poisoned(KEPT), release);
    expect(counts).toMatchObject({ done: 2, dead: 1, lost: 0, ready: 0 });
    expect(tasks.at(0)).toMatchObject({ place: "dead", attempts: 1, settledAtMs: 1000 });
    expect(outcome).toBe("finished");
  },
);

it.each(releases)("%s: so is what its delivery limit has dropped", (release) => {
  const act = (atMs: number, type: "kill" | "restart"): Fault => {
    return { type: "act-on-worker", worker: "w1" as WorkerId, action: { type }, atMs };
  };
  const faults = [act(500, "kill"), act(1000, "restart"), act(1500, "kill"), act(2000, "restart")];
  const scenario = plan({ dots: [5, 1], workers: [w(1)], strategies: [LIMITED], faults });
  const { counts, tasks } = armOf(scenario, release);
  expect(counts).toMatchObject({ done: 1, dead: 1, lost: 0 });
  expect(tasks.at(0)).toMatchObject({ place: "dead", attempts: 2, settledAtMs: 1500 });
});

it.each(["auto", "manual"] as const)("with %s ack, the ledger is what the broker does", (ack) => {
  const { counts } = armOf(poisoned({ ...KEPT, ack }), releases[0]!);
  // What is acknowledged when it is sent can't be rejected.
  expect(counts).toMatchObject(ack === "auto" ? { lost: 1, dead: 0 } : { lost: 0, dead: 1 });
});

it.each([true, false])(
  "persistent=%s: dead letters outlive the broker if they are on disk",
  (persistent) => {
    const restart: Fault = { type: "restart-broker", kill: true, atMs: 1500 };
    const { counts } = armOf(poisoned({ ...KEPT, persistent }, [restart]), releases[0]!);
    expect([counts.dead, counts.lost > 0]).toEqual(persistent ? [1, false] : [0, true]);
  },
);

it.each(releases)("%s: what is to be tried again comes back, up to three times", (release) => {
  const scenario = poisoned({ ...WAIT_FOR_ACK, deadLetters: "retry" });
  const { counts, tasks, attempts, outcome } = armOf(scenario, release);
  expect(attempts.filter(({ task }) => task === 1).map(({ startedAtMs }) => startedAtMs)).toEqual([
    0, 6000, 12_000,
  ]);
  expect(tasks.at(0)).toMatchObject({ place: "lost", lossReason: "gave-up", settledAtMs: 13_000 });
  // Nobody is held up meanwhile, and nobody idles while work waits that could be had.
  expect(idleOf(scenario, release)).toBe(0);
  expect(tasks.at(2)?.settledAtMs).toBe(3000);
  expect([counts.done, counts.lost, counts.dead, outcome]).toEqual([2, 1, 0, "finished"]);
});
