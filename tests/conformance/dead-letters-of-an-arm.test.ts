import { expect, it } from "vitest";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { PlannedTask, WorkerId } from "#shared/scenario/scenario.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { violations } from "#shared/run/invariants.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plan, w } from "#tests/support/simulated-story.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const { openLab, join } = await startLabServer();
const KEPT = { ...WAIT_FOR_ACK, deadLetters: "kept" } as const;
const QUORUM = { ...KEPT, queueType: "quorum", deliveryLimit: 1 } as const;
const POISON = { text: "poison.", publishAtMs: 0 };
const reject = { type: "reject", requeue: true } as const;

async function labWith(
  strategies: readonly Strategy[],
  workload: readonly PlannedTask[] = [POISON, ...tasksOfDots([1])],
) {
  const lab = await openLab();
  const client = await join(lab.labId, lab);
  const scenario = { ...plan({ dots: [], workers: [w(1)], strategies }), workload };
  await client.must({ type: "set-scenario", scenario }, { type: "run" });
  return client;
}

const SOUND = [[], []];

it("QM40: what nobody can do is rejected once, and the broker keeps it where the log says, whatever its queue", async () => {
  const client = await labWith([KEPT, QUORUM, { ...KEPT, durable: false, persistent: false }]);
  const state = await client.closed();
  expect(state.outcome).toBe("finished");
  for (const { counts, tasks } of state.arms) {
    expect(counts).toMatchObject({ done: 1, dead: 1, lost: 0 });
    expect(tasks.at(0)).toMatchObject({ place: "dead", attempts: 1 });
  }
  expect([state.mismatches, violations(state)]).toEqual(SOUND);
});

it("QM42: what is to be tried again comes back after its wait, and is counted wherever it is", async () => {
  const retry = { ...WAIT_FOR_ACK, deadLetters: "retry" } as const;
  const client = await labWith([retry, { ...retry, queueType: "quorum" }]);
  await eventually(() => {
    for (const { tasks } of client.state.arms) expect(tasks.at(0)?.place).toBe("dead");
  });
  const state = await client.closed();
  expect(state.outcome).toBe("finished");
  for (const { arm, counts, tasks } of state.arms) {
    expect(counts).toMatchObject({ done: 1, dead: 0, lost: 1 });
    expect(tasks.at(0)).toMatchObject({ lossReason: "gave-up", attempts: 3 });
    const received = client.log.filter(
      (one) => one.type === "received" && one.arm === arm && one.task === 1,
    );
    expect(received.map((one) => "deathCount" in one && one.deathCount)).toEqual([false, 1, 2]);
  }
  expect([state.mismatches, violations(state)]).toEqual(SOUND);
});

it("QM42: a run that is stopped while something waits to be tried again counts it", async () => {
  const client = await labWith([{ ...WAIT_FOR_ACK, deadLetters: "retry" }], [POISON]);
  await eventually(() => {
    expect(client.state.arms[0]!.counts.dead).toBe(1);
  });
  await client.must({ type: "stop" });
  const state = await client.closed();
  expect([state.mismatches, violations(state)]).toEqual(SOUND);
});

it.each(["kill", "reject", "stop"] as const)(
  "QQ7: what is dropped at the delivery limit by a %s is kept, too",
  async (how) => {
    const client = await labWith([QUORUM], tasksOfDots([30, 1]));
    const act = (action: typeof reject | { readonly type: "kill" }) =>
      client.must({ type: "act-on-worker", arm: "A", worker: "w1" as WorkerId, action });
    const isAt = (deliveryCount: number) =>
      eventually(() => {
        const { attempts, counts } = client.state.arms[0]!;
        expect([attempts.at(-1)?.deliveryCount, counts.running]).toEqual([deliveryCount, 1]);
      });
    await isAt(0);
    await act(reject);
    await isAt(1);
    if (how !== "stop") {
      await act(how === "kill" ? { type: how } : reject);
      await eventually(() => {
        expect(client.state.arms[0]!.tasks.at(0)?.place).toBe("dead");
      });
    }
    await client.must({ type: "stop" });
    const state = await client.closed();
    expect(state.arms[0]!.counts.dead).toBe(1);
    expect([state.mismatches, violations(state)]).toEqual(SOUND);
  },
);

it("QM47: what is dropped at the delivery limit never comes back, as nobody rejected it: it is gone", async () => {
  const client = await labWith([{ ...QUORUM, deadLetters: "retry" }], tasksOfDots([30, 1]));
  for (const times of [1, 2]) {
    await eventually(() => {
      const { attempts, counts } = client.state.arms[0]!;
      expect([attempts.length, counts.running]).toEqual([times, 1]);
    });
    const worker = "w1" as WorkerId;
    await client.must({ type: "act-on-worker", arm: "A", worker, action: reject });
  }
  const state = await client.closed();
  expect(state.arms[0]!.counts).toMatchObject({ done: 1, lost: 1, dead: 0 });
  expect(state.arms[0]!.tasks.at(0)?.lossReason).toBe("delivery-limit");
  expect([state.mismatches, violations(state)]).toEqual(SOUND);
});
