import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
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
    const stopping = client.send({ type: "stop" });
    await delay(700);
    proxy.mend();
    expect(await stopping).toEqual({ ok: true, value: null });
    const state = await client.closed();
    expectSoundLog(client.log);
    expect(state).toMatchObject({ outcome: "stopped", mismatches: [], brokerLost: null });
    expect(queues.map((name) => broker.queueCounts(name))).toEqual([undefined, undefined]);
    await end();
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
});
