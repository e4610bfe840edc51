import { describe, expect, it } from "vitest";
import { startBroker, type Broker } from "#broker";
import { violations } from "#shared/run/invariants.ts";
import { presets } from "#shared/scenario/presets.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer, type LabServer } from "#tests/support/lab/lab-server.ts";

/** A broker somebody else runs, which these tests stop and start again. It forgets everything when stopped. */
async function onBroker(): Promise<{ readonly broker: Broker; readonly server: LabServer }> {
  const broker = await startBroker();
  return { broker, server: await startLabServer({ AMQP_URL: broker.url }) };
}

async function host(server: LabServer): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-speed", speed: 20 });
  return client;
}

async function lost(client: LabClient): Promise<void> {
  await eventually(() => {
    expect(client.lab?.phase).toBe("broker-lost");
    expect(client.types()).toContain("broker-stopped");
  });
}

describe("a broker lost in the middle of a race", () => {
  it("stops time and keeps what was measured; when it is back, says what it lost, and goes on", async () => {
    const { broker, server } = await onBroker();
    const client = await host(server);
    const [manual] = presets["odd-heavy"].arms;
    const auto = { ...manual!, strategy: { ...manual!.strategy, ack: "auto" as const } };
    const arms = [manual!, { ...auto, arm: "B" as const }];
    await client.must({ type: "set-scenario", scenario: { ...presets["odd-heavy"], arms } });
    await client.must({ type: "run" });
    await eventually(() => {
      expect(client.types().filter((type) => type === "finished").length).toBeGreaterThanOrEqual(4);
    });
    await broker.close();
    await lost(client);

    await eventually(() => {
      expect(client.lab?.broker).toMatchObject({ state: "down", external: true });
    });
    const atLoss = client.state;
    const done = atLoss.arms.map(({ counts }) => counts.done);
    expect(done[0]).toBeGreaterThanOrEqual(2);
    expect(atLoss.brokerLost?.reason).toContain("CONNECTION_FORCED");
    // Unacked goes back to the queue, as far as anyone can tell; auto-acked died with its worker.
    expect(atLoss.arms[0]!.counts).toMatchObject({ ready: 12 - done[0]!, held: 0, running: 0 });
    expect(atLoss.arms[1]!.counts).toMatchObject({ lost: 12 - done[1]!, held: 0, running: 0 });
    expect(violations(atLoss)).toEqual([]);
    expect(client.ticks.at(-1)?.tick.clock.rate).toBe(0);
    const refused = await client.send({ type: "push-task", text: "now." });
    expect(refused).toMatchObject({ ok: false, error: { code: "broker-down" } });

    const again = await startBroker({ port: broker.port });
    await eventually(() => {
      expect(client.types()).toContain("broker-started");
    });
    const state = await client.closed();
    expect(state).toMatchObject({ outcome: "finished", mismatches: [], brokerLost: null });
    expect(state.arms[0]!.counts).toMatchObject({ done: done[0], lost: 12 - done[0]! });
    expect(state.arms[0]!.tasks.find(({ place }) => place === "lost")?.lossReason).toBe(
      "broker-lost-it",
    );
    expect(violations(state)).toEqual([]);
    expect(state.arms[0]!.workers.map(({ leftAtMs }) => leftAtMs)).toEqual([null, null]);
    await server.close();
    await again.close();
  });

  it("stays paused if it was, and does what is pushed afterwards", async () => {
    const { broker, server } = await onBroker();
    const client = await host(server);
    const scenario = { ...presets.equal, workload: [] };
    await client.must({ type: "set-scenario", scenario }, { type: "run" }, { type: "pause" });
    await broker.close();
    await lost(client);
    const again = await startBroker({ port: broker.port });
    await eventually(() => {
      expect(client.lab?.phase).toBe("paused");
    });
    await client.must({ type: "push-task", text: "after." }, { type: "resume" });
    await eventually(() => {
      expect(client.state.arms.map(({ counts }) => counts.done)).toEqual([1, 1]);
    });
    await client.must({ type: "stop" });
    expect(client.state.mismatches).toEqual([]);
    await server.close();
    await again.close();
  });

  it("can be ended while the broker is away; what cannot be compared is said", async () => {
    const { broker, server } = await onBroker();
    const client = await host(server);
    await client.must({ type: "run" });
    await broker.close();
    await lost(client);
    await client.must({ type: "stop" });
    const { outcome, mismatches } = client.state;
    expect(outcome).toBe("stopped");
    expect(mismatches.map(({ arm, counted }) => [arm, counted])).toEqual([
      ["A", null],
      ["B", null],
    ]);
    expect(await client.send({ type: "run" })).toMatchObject({ error: { code: "broker-down" } });
    await server.close();
  });
});

describe("a broker that is not there at the start", () => {
  it("is said so; the embedded one can stand in", async () => {
    const server = await startLabServer({ AMQP_URL: "amqp://127.0.0.1:1", BEHIND_PROXY: "no" });
    const client = await host(server);
    expect(client.lab?.broker).toMatchObject({ state: "down", external: true });
    expect(await client.send({ type: "run" })).toEqual({
      ok: false,
      error: { code: "broker-down", reason: "connect ECONNREFUSED 127.0.0.1:1" },
    });
    expect(client.lab).toMatchObject({ phase: "idle", runId: null });
    await client.must({ type: "retry-broker" }, { type: "use-embedded-broker" });
    expect(client.lab?.broker).toMatchObject({ state: "up", identity: { kind: "embedded" } });
    await client.must({ type: "run" });
    expect((await client.closed()).outcome).toBe("finished");
    await server.close();
  });

  it("is found when it comes", async () => {
    const broker = await startBroker();
    await broker.close();
    const server = await startLabServer({ AMQP_URL: broker.url });
    const client = await host(server);
    const late = await startBroker({ port: broker.port });
    await eventually(() => {
      expect(client.lab?.broker.state).toBe("up");
    });
    await server.close();
    await late.close();
  });
});

describe("a server that stops in the middle of a race", () => {
  it("leaves nothing on a broker that is not its own", async () => {
    const { broker, server } = await onBroker();
    const client = await host(server);
    await client.must({ type: "run" });
    const queues = client.state.arms.map(({ queue }) => queue!.name);
    expect(queues.map((name) => broker.queueCounts(name)?.consumers)).toEqual([2, 2]);
    await server.close();
    expect(queues.map((name) => broker.queueCounts(name))).toEqual([undefined, undefined]);
    await broker.close();
  });
});
