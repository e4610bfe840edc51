import { describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import type { Fault, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer, type LabServer } from "#tests/support/lab/lab-server.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const W1 = "w1" as WorkerId;
const W2 = "w2" as WorkerId;

async function host(server: LabServer, scenario: Scenario): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-speed", speed: 20 }, { type: "set-scenario", scenario });
  return client;
}

const act = (worker: WorkerId, action: WorkerAction) =>
  ({ type: "act-on-worker", arm: "A", worker, action }) as const;
const onWorker = (worker: WorkerId, action: WorkerAction, atMs: number): Fault => ({
  type: "act-on-worker",
  worker,
  action,
  atMs,
});
const restartBroker = (kill: boolean, atMs: number): Fault => ({
  type: "restart-broker",
  kill,
  atMs,
});

const isOfRestart = ({ type }: Logged) => type.startsWith("broker-");

describe("what the broker counts", () => {
  it("while acks are forgotten: 0 ready, 3 unacked; 3 ready when the worker is killed", async () => {
    const broker = await startBroker();
    const server = await startLabServer({ AMQP_URL: broker.url });
    const client = await host(server, oneArm([1, 1, 1], { workers: 1 }));
    await client.must({ type: "run" }, act(W1, { type: "set-acking", acking: false }));
    const counts = () => broker.queueCounts(client.state.arms[0]!.queue!.name);
    await eventually(() => {
      expect(client.state.arms[0]!.counts.done).toBe(3);
    });
    expect(counts()).toMatchObject({ ready: 0, unacked: 3 });
    await client.must(act(W1, { type: "kill" }));
    await eventually(() => {
      expect(counts()).toMatchObject({ ready: 3, unacked: 0 });
    });
    await client.must({ type: "stop" });
    expect(expectSoundLog(client.log)).toMatchObject({ outcome: "stopped", mismatches: [] });
    await server.close();
    await broker.close();
  });
});

describe("a restart of the broker", () => {
  it("by command: time stands still, what it forgot is said to be lost, and the race ends", async () => {
    const server = await startLabServer();
    const client = await host(server, oneArm([2, 2, 2, 2], { strategy: WAIT_FOR_ACK }));
    await client.must({ type: "run" }, { type: "restart-broker", kill: false });
    const state = await client.closed();
    expectSoundLog(client.log);
    const types = client.types();
    const story = ["broker-restart-asked", "broker-stopped", "broker-started"];
    expect(types.filter((type) => type.startsWith("broker-"))).toEqual(story);
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    // This one keeps nothing.
    expect(state.arms[0]!.tasks.map(({ lossReason }) => lossReason)).toContain("broker-lost-it");
    const atMs = client.log.filter(({ type }) => story.includes(type)).map((one) => one.atMs);
    expect(atMs.at(-1)! - atMs[0]!).toBeLessThan(100);
    await server.close();
  });

  it("as a fault, twice in one moment and with a worker due in it: one restart, and everybody comes", async () => {
    const server = await startLabServer();
    const strategy = { ...EAGER, durable: false, persistent: false };
    const scenario = oneArm([], {
      strategy,
      faults: [
        onWorker(W1, { type: "pause" }, 500),
        onWorker(W1, { type: "set-acking", acking: false }, 500),
        restartBroker(false, 1000),
        restartBroker(true, 1000),
        onWorker(W1, { type: "restart" }, 1000),
        onWorker(W2, { type: "hang", heartbeats: true }, 1000),
      ],
    });
    const [arm] = scenario.arms;
    const w3 = { worker: "w3" as WorkerId, speed: 1, joinAtMs: 1000 };
    const arms = [{ ...arm!, workers: [...arm!.workers, w3] }];
    const client = await host(server, { ...scenario, arms });
    await client.must({ type: "run" });
    // At once: 1 s of lab time is 50 ms.
    const before = { type: "push-task", text: "before........" } as const;
    await Promise.all([before, before, before, before].map((push) => client.must(push)));
    await eventually(() => {
      expect(client.types()).toContain("broker-started");
      expect(client.lab?.phase).toBe("running");
    });
    await client.must({ type: "push-task", text: "after." });
    await eventually(() => {
      expect(client.state.arms[0]!.tasks.at(-1)).toMatchObject({ place: "done" });
    });
    await client.send({ type: "stop" });
    const state = expectSoundLog(client.log);
    expect(state.mismatches).toEqual([]);
    const there = state.arms[0]!.workers.filter(({ leftAtMs }) => leftAtMs === null);
    // The one that hung does not know that it has to connect anew.
    expect(there.map(({ worker }) => worker).toSorted()).toEqual(["w1", "w3"]);
    expect(server.defects).toEqual([]);
    await server.close();
  });

  it("keeps a paused worker paused and a forgetful one forgetful; a hung one comes when it goes on", async () => {
    const server = await startLabServer();
    const client = await host(server, oneArm([], { workers: 3, strategy: WAIT_FOR_ACK }));
    const W3 = "w3" as WorkerId;
    await client.must(
      { type: "run" },
      ...[1, 2, 3].map(() => ({ type: "push-task", text: "before........." }) as const),
      act(W1, { type: "pause" }),
      act(W2, { type: "set-acking", acking: false }),
      act(W3, { type: "hang", heartbeats: true }),
      { type: "restart-broker", kill: true },
    );
    await eventually(() => {
      expect(client.lab?.phase).toBe("running");
      expect(client.types()).toContain("broker-started");
    });
    const crew = () =>
      Object.fromEntries(client.state.arms[0]!.workers.map((one) => [one.worker, one]));
    expect(crew()).toMatchObject({
      w1: { leftAtMs: null, halt: { how: "paused" } },
      w2: { leftAtMs: null, halt: null, acking: false },
      w3: { leftHow: "broker-lost" },
    });
    await client.must(act(W3, { type: "resume" }));
    await eventually(() => {
      expect(crew()["w3"]).toMatchObject({ leftAtMs: null, halt: null });
    });
    await client.must({ type: "stop" });
    expect(expectSoundLog(client.log).mismatches).toEqual([]);
    await server.close();
  });

  it("is not for viewers, nor are workers theirs to act on", async () => {
    const server = await startLabServer();
    const lab = await server.openLab();
    const viewer = await server.join(lab.labId);
    const refused = { ok: false, error: { code: "not-allowed" } };
    expect(await viewer.send({ type: "restart-broker", kill: true })).toEqual(refused);
    expect(await viewer.send(act(W1, { type: "kill" }))).toEqual(refused);
    await server.close();
  });
});

describe("a broker that is somebody else's", () => {
  it("is not ours to restart; asked to, by a fault, the lab says so in the log and goes on", async () => {
    const broker = await startBroker();
    const server = await startLabServer({ AMQP_URL: broker.url });
    const client = await host(server, oneArm([2], { faults: [restartBroker(false, 1000)] }));
    const refused = { ok: false, error: { code: "restart-not-allowed" } };
    expect(await client.send({ type: "restart-broker", kill: false })).toEqual(refused);
    await client.must({ type: "run" });
    expect((await client.closed()).outcome).toBe("finished");
    expect(client.log.filter(isOfRestart)).toMatchObject([
      { type: "broker-restart-asked", kill: false },
      { type: "broker-restart-failed", reason: null },
    ]);
    await server.close();
    await broker.close();
  });

  it("is restarted by the command that was set for it; why that fails is said, and the race goes on", async () => {
    const broker = await startBroker();
    const command = "sleep 0.2; echo $BROKER_RESTART_HOW is not known >&2; exit 1";
    const server = await startLabServer({
      AMQP_URL: broker.url,
      BROKER_RESTART_COMMAND: command,
    });
    const client = await host(server, oneArm([2]));
    await client.must({ type: "run" });
    const restarted = client.send({ type: "restart-broker", kill: true });
    // The lab does as it is told meanwhile.
    await client.must({ type: "note", text: "waiting" });
    expect(client.types().at(-1)).not.toBe("run-closed");
    const error = { code: "restart-failed", reason: "kill is not known" };
    expect(await restarted).toEqual({ ok: false, error });
    expect((await client.closed()).outcome).toBe("finished");
    expect(client.log.filter(isOfRestart)).toMatchObject([
      { type: "broker-restart-asked", kill: true },
      { type: "broker-restart-failed", reason: "kill is not known" },
    ]);
    await server.close();
    await broker.close();
  });
});
