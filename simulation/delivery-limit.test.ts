import { describe, expect, it } from "vitest";
import { RELEASE_NAMES } from "#broker";
import { specOf } from "#broker/testing/by-release.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Fault, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { plan, w } from "#tests/support/simulated-story.ts";
import { simulatedLog } from "./simulate.ts";

const QUORUM = { ...WAIT_FOR_ACK, queueType: "quorum" } as const;
const LIMITED = { ...QUORUM, deliveryLimit: 2 };
const POISON = [{ text: "poison.", publishAtMs: 0 }, ...tasksOfDots([1, 1])];

const poisoned = (strategy: Strategy): Scenario => ({
  ...plan({ dots: [], workers: [w(1)], strategies: [strategy] }),
  workload: POISON,
});

/** Task 1 is in hand for so long that it is never done. */
function treated(actions: readonly WorkerAction[]): Scenario {
  const faults = actions.map((action, i): Fault => {
    return { type: "act-on-worker", worker: "w1" as WorkerId, action, atMs: 1000 * (i + 1) };
  });
  return plan({ dots: [30], workers: [w(1)], strategies: [LIMITED], faults });
}

const nack = { type: "nack", requeue: true } as const;
const reject = { type: "reject", requeue: true } as const;
const [kill, restart] = [{ type: "kill" }, { type: "restart" }] as const;

describe.each(RELEASE_NAMES)("RabbitMQ %s", (name) => {
  const release = name as string as BrokerRelease;
  const { expected, holds } = specOf(name);
  const nackCounts = holds("QQ17:");

  /** How often task 1 was delivered, and what became of it. */
  function fate(scenario: Scenario) {
    const log = simulatedLog({ scenario, release });
    const state = expectSoundLog(log);
    const task = state.arms[0]!.tasks.at(0)!;
    return { times: task.attempts, why: task.lossReason, log, outcome: state.outcome };
  }

  it("QQ7: what nobody can do is dropped once it came back more often than its queue says", () => {
    const limited = fate(poisoned(LIMITED));
    expect(limited).toMatchObject({ times: 3, why: "delivery-limit", outcome: "finished" });
    const own = expected("QQ7", "default");
    const byItself = fate(poisoned(QUORUM));
    if (own === "none") expect(byItself).toMatchObject({ why: null, outcome: null });
    else expect(byItself).toMatchObject({ times: Number(own) + 1, why: "delivery-limit" });
    expect(fate(poisoned(WAIT_FOR_ACK))).toMatchObject({ why: null, outcome: null });
  });

  it("QQ4: tells how often it came back", () => {
    const received = fate(poisoned(LIMITED)).log.filter(
      (one): one is Extract<Logged, { type: "received" }> =>
        one.type === "received" && one.task === 1,
    );
    expect(received.map(({ deliveryCount }) => deliveryCount)).toEqual([undefined, 1, 2]);
    const tellsAcquired = expected("QQ4", "abandoned").includes("acquired");
    expect(received.at(-1)?.acquiredCount).toBe(tellsAcquired ? 2 : undefined);
  });

  it("counts a reject and a death; a nack as the release does", () => {
    expect(fate(treated([reject, reject, reject]))).toMatchObject({ why: "delivery-limit" });
    expect(fate(treated([kill, restart, kill, restart, kill]))).toMatchObject({
      why: "delivery-limit",
    });
    expect(fate(treated([nack, nack, nack])).why).toBe(nackCounts ? "delivery-limit" : null);
    expect(fate(treated([nack, nack, reject])).why).toBe(nackCounts ? "delivery-limit" : null);
  });

  it.each([
    ["poison", poisoned(LIMITED)],
    ["rejects", treated([reject, reject, reject])],
    ["deaths", treated([kill, restart, kill, restart, kill])],
  ])("goes on from wherever a log of %s is cut", (_, scenario) => {
    const { log } = fate(scenario);
    for (let cut = 2; cut < log.length - 1; cut++) {
      const upTo = log.slice(0, cut);
      const forked = [...upTo, ...simulatedLog({ scenario, upTo, release })];
      const story = ({ type, atMs }: Logged) => `${type} @${atMs}`;
      expect(forked.map(story), `cut ${cut}`).toEqual(log.map(story));
    }
  });
});
