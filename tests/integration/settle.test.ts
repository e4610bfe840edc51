import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { Run } from "#server/runs/run.ts";
import { systemClock } from "#server/wall-clock.ts";
import { ok } from "#shared/kernel/result.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { severableProxy } from "#tests/support/faults/severable-proxy.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

/** A lab on a broker that can be cut off from it. */
async function onProxy() {
  const broker = await startBroker();
  const proxy = await severableProxy(broker);
  const server = await startLabServer({ AMQP_URL: `amqp://127.0.0.1:${proxy.port}` });
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const end = async () => {
    await server.close();
    await proxy.close();
    await broker.close();
  };
  return { broker, proxy, client, end };
}

/** A run, and nothing around it, on a broker that can be cut off from it. */
async function runOnProxy({ isBack = true } = {}) {
  const broker = await startBroker();
  const proxy = await severableProxy(broker);
  const identity = { kind: "other", product: "any", version: "" } as const;
  const at = { url: `amqp://127.0.0.1:${proxy.port}`, identity };
  const told: Logged[] = [];
  const run = new Run(
    { runId: "alone" as RunId, owner: "test", scenario: oneArm([0]), speed: 1, broker: at },
    {
      wall: systemClock,
      brokerBack: () => (isBack ? Promise.resolve(at) : new Promise(() => undefined)),
      restartBroker: () => Promise.resolve(ok(null)),
      observers: [{ onEvent: (event) => told.push(event) }],
      onPhase: () => undefined,
    },
  );
  const end = async () => {
    await proxy.close();
    await broker.close();
  };
  return { broker, proxy, run, told, end };
}

const queuesOf = ({ state }: LabClient) => state.arms.map(({ queue }) => queue!.name);
const started = (client: LabClient) =>
  eventually(() => {
    expect(client.types()).toContain("started");
  });

describe("a run that ends while the broker is away", () => {
  it("waits for it, says what it lost, counts, and leaves nothing behind", async () => {
    const { broker, proxy, client, end } = await onProxy();
    await client.must({ type: "run" });
    await started(client);
    const queues = queuesOf(client);
    proxy.cut();
    let isStopped = false;
    const stopping = client.send({ type: "stop" }).finally(() => (isStopped = true));
    await delay(700);
    expect(isStopped).toBe(false);
    proxy.mend();
    expect(await stopping).toEqual({ ok: true, value: null });
    const state = await client.closed();
    expectSoundLog(client.log);
    expect(state).toMatchObject({ outcome: "stopped", mismatches: [], brokerLost: null });
    expect(queues.map((name) => broker.queueCounts(name))).toEqual([undefined, undefined]);
    await end();
  });
});

it("a run that is over waits less for a broker that went once somebody waits for its end", async () => {
  const { proxy, run, end } = await runOnProxy({ isBack: false });
  await run.prepare();
  await run.start();
  while (run.isOn()) await new Promise(setImmediate);
  proxy.cut();
  await delay(1000);
  expect(run.pace.phase).toBe("running");
  const askedMs = Date.now();
  await run.stop();
  // A minute, if nobody did.
  expect(Date.now() - askedMs).toBeLessThan(20_000);
  expect(run.recorder.state).toMatchObject({
    outcome: "finished",
    mismatches: [{ counted: null }],
  });
  await end();
});

describe("a run that ends after its last words went into a dead connection", () => {
  const strategy = { ...WAIT_FOR_ACK, durable: true, persistent: true, confirms: false };

  /** Its first task takes so many seconds; what is said from its start on goes nowhere. */
  async function unheard(dots: number, what: (client: LabClient) => Promise<void>) {
    const { proxy, client, end } = await onProxy();
    const scenario = oneArm([dots, 60], { strategy });
    await client.must({ type: "set-scenario", scenario }, { type: "run" });
    await started(client);
    proxy.swallow();
    await what(client);
    proxy.cut();
    const stopping = client.send({ type: "stop" });
    proxy.mend();
    expect(await stopping).toEqual({ ok: true, value: null });
    const state = await client.closed();
    expectSoundLog(client.log);
    expect(state).toMatchObject({ outcome: "stopped", mismatches: [] });
    await end();
    return { log: client.log, arm: state.arms[0]! };
  }

  it("says which task never came", async () => {
    const { arm } = await unheard(60, (client) =>
      client.must({ type: "push-task", text: "never." }),
    );
    expect(arm.counts).toMatchObject({ ready: 2, lost: 1 });
    expect(arm.tasks.at(2)).toMatchObject({ place: "lost", lossReason: "unconfirmed" });
  });

  it("says whose ack never came", async () => {
    const { log, arm } = await unheard(1, (client) =>
      eventually(() => {
        expect(client.types()).toContain("acked");
      }),
    );
    expect(arm.counts).toMatchObject({ lost: 0 });
    const lost = log.filter(({ type }) => type === "ack-lost");
    expect(lost).toMatchObject([{ task: 1, basis: "inferred" }]);
  });
});

describe("a run that cannot start", () => {
  it("leaves the run before as it was", async () => {
    const { proxy, client, end } = await onProxy();
    await client.must({ type: "set-speed", speed: 20 }, { type: "run" });
    const { runId } = await client.closed();
    const events = client.log.length;
    proxy.refuse();
    expect(await client.send({ type: "run" })).toMatchObject({ error: { code: "broker-down" } });
    expect(client.lab).toMatchObject({ phase: "closed", runId });
    expect(client.log).toHaveLength(events);
    await end();
  });

  it("does so when the broker goes as its first worker comes", async () => {
    const { proxy, client, end } = await onProxy();
    await client.must({ type: "set-speed", speed: 20 }, { type: "run" });
    const { runId } = await client.closed();
    const events = client.log.length;
    proxy.cutAfter(client.state.arms.length);
    expect(await client.send({ type: "run" })).toMatchObject({ error: { code: "broker-down" } });
    expect(client.lab).toMatchObject({ phase: "closed", runId });
    expect(client.log).toHaveLength(events);
    proxy.mend();
    await eventually(() => {
      expect(client.lab?.broker).toMatchObject({ state: "up" });
    });
    await client.must({ type: "run" });
    expect(await client.closed()).not.toMatchObject({ runId });
    await end();
  });

  it("is told to nobody, and what it had declared is deleted", async () => {
    const { broker, proxy, run, told, end } = await runOnProxy();
    proxy.cutAfter(1);
    expect(await run.prepare()).toMatchObject({ ok: false });
    const { name } = run.recorder.state.arms[0]!.queue!;
    expect(broker.queueCounts(name)).toBeDefined();
    proxy.mend();
    await eventually(() => {
      expect(broker.queueCounts(name)).toBeUndefined();
    });
    expect(told).toEqual([]);
    await end();
  });
});
