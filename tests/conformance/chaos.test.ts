import { describe, expect, it } from "vitest";
import { ledgerOf } from "#shared/run/ledger.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { BrokerConnection } from "#workers";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const { url } = await conformanceBroker();
// A silent worker is given up after two heartbeats.
const server = await startLabServer({ AMQP_URL: `${url}?heartbeat=2` });
const W1 = "w1" as WorkerId;
const W2 = "w2" as WorkerId;
const AUTO = { ...EAGER, ack: "auto" } as const;

/** Starts it and lets nothing but deliveries happen. */
async function pausedRun(scenario: Scenario): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must(
    { type: "set-speed", speed: 20 },
    { type: "set-scenario", scenario },
    { type: "run" },
    { type: "pause" },
  );
  return client;
}

const act = (worker: WorkerId, action: WorkerAction) =>
  ({ type: "act-on-worker", arm: "A", worker, action }) as const;
const arm = (client: LabClient) => client.state.arms[0]!;
const types = (client: LabClient, worker: WorkerId) =>
  client.log.flatMap((one) => ("worker" in one && one.worker === worker ? [one.type] : []));
const of = <Type extends RunEvent["type"]>(client: LabClient, type: Type) =>
  client.log.filter((one): one is Extract<typeof one, { type: Type }> => one.type === type);

/** Messages ready in the run's queue, by the broker. */
async function ready(client: LabClient): Promise<number> {
  const connection = await BrokerConnection.open({ url, name: "test" });
  const channel = await connection.openChannel();
  const { messageCount } = await channel.checkQueue(arm(client).queue!.name);
  await connection.close();
  return messageCount;
}

async function delivered(client: LabClient, count: number): Promise<void> {
  await eventually(() => {
    expect(client.types().filter((type) => type === "received")).toHaveLength(count);
  });
}

/** Paused, with w1 at a task that the broker has given to w2. */
async function givenUp(): Promise<LabClient> {
  const client = await pausedRun(oneArm([30], { strategy: WAIT_FOR_ACK }));
  await delivered(client, 1);
  await client.must(act(W1, { type: "hang", heartbeats: false }));
  await eventually(
    () => {
      expect(client.types()).toContain("worker-left");
    },
    { withinMs: 30_000 },
  );
  await delivered(client, 2);
  await client.must(act(W1, { type: "resume" }));
  await eventually(() => {
    expect(client.types()).toContain("late-work-started");
  });
  return client;
}

async function finished(client: LabClient) {
  await client.must({ type: "resume" });
  return closed(client);
}

async function closed(client: LabClient) {
  const state = await client.closed();
  expectSoundLog(client.log);
  expect(state.mismatches).toEqual([]);
  return ledgerOf(state.arms[0]!);
}

describe("what is done to a worker", () => {
  it("kill: what it held goes back under manual ack, is lost under auto ack", async () => {
    const manual = await pausedRun(oneArm([2, 2, 2, 2]));
    const auto = await pausedRun(oneArm([2, 2, 2, 2], { strategy: AUTO }));
    for (const client of [manual, auto]) {
      await delivered(client, 4);
      await client.must(act(W1, { type: "kill" }));
      expect(await client.send(act(W1, { type: "kill" }))).toMatchObject({
        error: { code: "no-such-worker" },
      });
    }
    expect(await finished(manual)).toMatchObject({ done: 4, lost: 0, redelivered: 2 });
    expect(await finished(auto)).toMatchObject({ done: 2, lost: 2, redelivered: 0 });
    expect(of(manual, "worker-left")).toMatchObject([{ worker: "w1", how: "killed" }]);
  });

  it("stop: it gives back what it holds, finishes its task, acks it, and goes", async () => {
    const client = await pausedRun(oneArm([2, 2, 2, 2]));
    await delivered(client, 4);
    await client.must(act(W1, { type: "stop" }));
    expect(await finished(client)).toMatchObject({ done: 4, redelivered: 1, duplicates: 0 });
    expect(types(client, W1).slice(-4)).toEqual(["nacked", "finished", "acked", "worker-left"]);
  });

  it("pause and resume: it keeps what it holds, and goes on where it was", async () => {
    const client = await pausedRun(oneArm([2, 2, 2, 2]));
    await delivered(client, 4);
    await client.must(act(W1, { type: "pause" }), { type: "resume" });
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ done: 2, held: 1, running: 1 });
    });
    expect(await ready(client)).toBe(0);
    expect(arm(client).workers[0]!.halt).toMatchObject({ how: "paused" });
    await client.must(act(W1, { type: "resume" }));
    expect(await closed(client)).toMatchObject({ done: 4, redelivered: 0 });
  });

  it("hang with heartbeats: it keeps everything for ever; killed, it all goes to another", async () => {
    const client = await pausedRun(oneArm([2, 2, 2, 2]));
    await delivered(client, 4);
    await client.must(act(W1, { type: "hang", heartbeats: true }));
    await client.must(act(W1, { type: "stop" }));
    const strategy = WAIT_FOR_ACK;
    await client.must({ type: "set-strategy", arm: "A", strategy }, { type: "resume" });
    // What the other gave back went to it, who still consumes.
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ done: 1, held: 2, running: 1 });
    });
    expect(types(client, W1)).not.toContain("nacked");
    await client.must(act(W1, { type: "kill" }));
    expect(await closed(client)).toMatchObject({ done: 4, redelivered: 4, duplicates: 0 });
  });

  it("DQ20: hang without heartbeats: given up, its task done by another and, late, by itself; its ack is refused", async () => {
    const client = await givenUp();
    expect(of(client, "received")).toMatchObject([
      { worker: "w1", redelivered: false, attempt: 1 },
      { worker: "w2", redelivered: true, attempt: 2 },
    ]);
    expect(of(client, "worker-left")).toMatchObject([{ worker: "w1", how: "missed-heartbeats" }]);
    // It stands still when it is told to.
    await client.must(act(W1, { type: "pause" }), { type: "resume" });
    await eventually(() => {
      expect(arm(client).counts.done).toBe(1);
    });
    expect(of(client, "finished").map(({ worker }) => worker)).toEqual(["w2"]);
    await client.must(act(W1, { type: "resume" }));
    expect(await closed(client)).toMatchObject({ done: 1, redelivered: 1, duplicates: 1 });
    expect(of(client, "ack-refused")).toMatchObject([
      {
        worker: "w1",
        task: 1,
        attempt: 1,
        replyCode: 406,
        replyText: "PRECONDITION_FAILED - unknown delivery tag 1",
      },
    ]);
  });

  it("late work: a kill ends it, a stop lets it end", async () => {
    const ended = (["kill", "stop"] as const).map(async (type) => {
      const client = await givenUp();
      await client.must(act(W1, { type }));
      const duplicates = type === "stop" ? 1 : 0;
      expect(await finished(client)).toMatchObject({ done: 1, duplicates });
      expect(of(client, "ack-refused")).toHaveLength(duplicates);
      expect(of(client, "worker-left").at(-1)).toMatchObject({ worker: "w1" });
    });
    await Promise.all(ended);
  });

  it("forget acks: the broker keeps them; its restart gives them back, and they are done again", async () => {
    const client = await pausedRun(oneArm([1, 1, 1], { workers: 1 }));
    await delivered(client, 3);
    const forget = { type: "set-acking", acking: false } as const;
    await client.must(act(W1, forget), act(W1, forget), { type: "resume" });
    await eventually(() => {
      expect(arm(client)).toMatchObject({ counts: { done: 3 }, unacked: 3 });
    });
    expect(await ready(client)).toBe(0);
    expect(of(client, "worker-acking-changed")).toHaveLength(1);
    await client.must(act(W1, { type: "restart" }));
    expect(await closed(client)).toMatchObject({ done: 3, redelivered: 3, duplicates: 3 });
  });

  it("forget acks: the run does not end by itself; stopped, its count is the broker's", async () => {
    const client = await pausedRun(oneArm([1, 1, 1], { workers: 1 }));
    await client.must(act(W1, { type: "set-acking", acking: false }), { type: "resume" });
    await eventually(() => {
      expect(arm(client)).toMatchObject({ counts: { done: 3 }, unacked: 3 });
    });
    await client.must({ type: "stop" });
    expect(await closed(client)).toMatchObject({ done: 3 });
    expect(client.state.outcome).toBe("stopped");
  });

  it("forget acks, then a change of strategy: its channel closes, and the broker has them again", async () => {
    const client = await pausedRun(oneArm([1, 1, 1], { workers: 1 }));
    await client.must(act(W1, { type: "set-acking", acking: false }), { type: "resume" });
    await eventually(() => {
      expect(arm(client)).toMatchObject({ counts: { done: 3 }, unacked: 3 });
    });
    await client.must(act(W1, { type: "set-acking", acking: true }));
    await client.must({ type: "set-strategy", arm: "A", strategy: WAIT_FOR_ACK });
    expect(await closed(client)).toMatchObject({ done: 3, redelivered: 3, duplicates: 3 });
  });

  it.each(["nack", "reject"] as const)("%s: back to the queue, or lost for good", async (type) => {
    const client = await pausedRun(oneArm([1, 1, 1], { workers: 1, strategy: WAIT_FOR_ACK }));
    await delivered(client, 1);
    await client.must(act(W1, { type, requeue: true }));
    await delivered(client, 2);
    await client.must(act(W1, { type, requeue: false }));
    await delivered(client, 3);
    expect(await finished(client)).toMatchObject({ done: 2, lost: 1, redelivered: 1 });
    const said = of(client, type === "nack" ? "nacked" : "rejected");
    expect(said.map(({ task, requeue }) => [task, requeue])).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  it("nack: there must be something to give back, and to be given back to", async () => {
    const idle = await pausedRun(oneArm([1], { workers: 2, strategy: WAIT_FOR_ACK }));
    await delivered(idle, 1);
    const auto = await pausedRun(oneArm([1], { workers: 1, strategy: AUTO }));
    await delivered(auto, 1);
    const refused = { ok: false, error: { code: "nothing-to-give-back" } };
    expect(await idle.send(act(W2, { type: "nack", requeue: true }))).toEqual(refused);
    expect(await auto.send(act(W1, { type: "reject", requeue: true }))).toEqual(refused);
    for (const client of [idle, auto]) expect(await finished(client)).toMatchObject({ done: 1 });
  });

  it("restart: what it held is redelivered, and it is a new consumer; so it is when it was gone", async () => {
    const client = await pausedRun(oneArm([1, 1, 1], { workers: 1 }));
    await delivered(client, 3);
    await client.must(act(W1, { type: "hang", heartbeats: true }));
    const restart = act(W1, { type: "restart" });
    await client.must(restart, restart, act(W1, { type: "pause" }));
    await delivered(client, 6);
    expect(arm(client).workers).toMatchObject([{ worker: "w1", halt: { how: "paused" } }]);
    await client.must(act(W1, { type: "kill" }), restart);
    await delivered(client, 9);
    expect(await finished(client)).toMatchObject({ done: 3, lost: 0, redelivered: 6 });
    expect(of(client, "worker-joined")).toHaveLength(3);
  });

  it("speed: it goes on with its task at the new one", async () => {
    const client = await pausedRun(oneArm([8], { workers: 1 }));
    await delivered(client, 1);
    await client.must(act(W1, { type: "set-speed", speed: 4 }));
    expect(await finished(client)).toMatchObject({ done: 1 });
    expect(client.state.atMs).toBeLessThan(3000);
  });

  it("a worker that has not come, or never was, cannot be acted on", async () => {
    const scenario = oneArm([9, 1], { workers: 1 });
    const [one] = scenario.arms;
    const late = { worker: W2, speed: 1, joinAtMs: 5000 };
    const client = await pausedRun({
      ...scenario,
      arms: [{ ...one!, workers: [...one!.workers, late] }],
    });
    for (const worker of [W2, "w7" as WorkerId]) {
      for (const type of ["kill", "pause", "resume", "restart", "stop"] as const) {
        const refused = { ok: false, error: { code: "no-such-worker" } };
        expect(await client.send(act(worker, { type }))).toEqual(refused);
      }
    }
    expect(await finished(client)).toMatchObject({ done: 2 });
    expect(types(client, W2)).toContain("worker-joined");
  });
});
