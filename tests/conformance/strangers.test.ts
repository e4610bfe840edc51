import amqp, { type Channel } from "amqplib";
import { describe, expect, it, onTestFinished } from "vitest";
import { ledgerOf } from "#shared/run/ledger.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { PlannedTask } from "#shared/scenario/scenario.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const { url } = await conformanceBroker();
const server = await startLabServer({ AMQP_URL: url });

/** One worker at a task of a minute, and three that wait in the queue; a stranger on a connection of its own. */
async function visited(later: readonly PlannedTask[] = [], dots = [60, 1, 1, 1]) {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const planned = oneArm(dots, { workers: 1, strategy: WAIT_FOR_ACK });
  const scenario = { ...planned, workload: [...planned.workload, ...later] };
  await client.must({ type: "set-scenario", scenario }, { type: "run" });
  await eventually(() => {
    expect(arm(client)).toMatchObject({ counts: { running: 1, ready: dots.length - 1 } });
  });
  const connection = await amqp.connect(url, { noDelay: true });
  onTestFinished(() => connection.close());
  return { client, stranger: await connection.createChannel(), queue: arm(client).queue!.name };
}

const arm = (client: LabClient) => client.state.arms[0]!;
const placesOf = (client: LabClient) => arm(client).tasks.map(({ place }) => place);

async function consumeAll(channel: Channel, queue: string): Promise<void> {
  await channel.consume(queue, (message) => {
    if (message) channel.ack(message);
  });
}

async function ended(client: LabClient) {
  await client.send({ type: "set-speed", speed: 20 });
  const state = await client.closed();
  expectSoundLog(client.log);
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  return ledgerOf(state.arms[0]!);
}

describe("somebody else at the queue of a run", () => {
  it.each<[string, (stranger: Channel, queue: string) => Promise<unknown>]>([
    ["purges it", (stranger, queue) => stranger.purgeQueue(queue)],
    ["consumes from it", consumeAll],
  ])("%s: told within 2 s, the tasks are missing, and the run ends", async (_, visit) => {
    const { client, stranger, queue } = await visited();
    await visit(stranger, queue);
    await eventually(() => {
      expect(client.log).toContainEqual(
        expect.objectContaining({ type: "broker-holds-fewer", count: 3 }),
      );
    });
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ ready: 0, missing: 3 });
    });
    expect(await ended(client)).toMatchObject({ done: 1, missing: 3, lost: 0 });
  });

  it("gets one of them: how many are short is told at once, which it was when the queue is empty", async () => {
    const { client, stranger, queue } = await visited();
    await stranger.get(queue, { noAck: true });
    await eventually(() => {
      expect(arm(client)).toMatchObject({ fewer: 1, counts: { missing: 0 } });
    });
    expect(await ended(client)).toMatchObject({ done: 3, missing: 1 });
  });

  it("gets one, and the one behind it is given out: order proves which is missing; put back, it is found and done", async () => {
    const { client, stranger, queue } = await visited([], [60, 1, 60, 1]);
    const taken = await stranger.get(queue);
    const addWorker = { type: "add-worker", arm: "A" } as const;
    await client.must(addWorker);
    await eventually(() => {
      expect(placesOf(client)).toEqual(["running", "missing", "running", "ready"]);
    });
    if (taken) stranger.nack(taken, false, true);
    await client.must(addWorker);
    expect(await ended(client)).toMatchObject({ done: 4, missing: 0, lost: 0 });
    const told = client.log.filter((one) => "task" in one && one.task === 2);
    expect(told.map(({ type }) => type)).toEqual([
      "published",
      "confirmed",
      "missing",
      "found",
      "received",
      "started",
      "finished",
      "acked",
    ]);
  });

  it("gets one, and the run is stopped: which one is missing is told at the end", async () => {
    const { client, stranger, queue } = await visited();
    await stranger.get(queue, { noAck: true });
    await client.must({ type: "stop" });
    const { outcome, mismatches } = await client.closed();
    expect({ outcome, mismatches }).toEqual({ outcome: "stopped", mismatches: [] });
    expectSoundLog(client.log);
    expect(placesOf(client)).toEqual(["running", "missing", "ready", "ready"]);
  });

  it("leaves a copy of one that is done: it is one from outside, and no difference", async () => {
    const { client, stranger, queue } = await visited([], [60, 1, 60]);
    await client.must({ type: "add-worker", arm: "A" });
    await eventually(() => {
      expect(placesOf(client)).toEqual(["running", "done", "running"]);
    });
    stranger.sendToQueue(queue, Buffer.from("copy."), { messageId: "2" });
    await stranger.checkQueue(queue);
    await client.must({ type: "stop" });
    expect((await client.closed()).mismatches).toEqual([]);
    expectSoundLog(client.log);
    expect(placesOf(client)).toEqual(["running", "done", "running", "ready"]);
    expect(ledgerOf(arm(client))).toMatchObject({ published: 4, outside: 1 });
  });

  it("deletes it: said, its tasks are missing, also what the worker had; nothing is planned, so the run ends", async () => {
    const { client, stranger, queue } = await visited();
    await stranger.deleteQueue(queue);
    await client.closed();
    expect(client.types()).toContain("queue-deleted");
    expect(await ended(client)).toMatchObject({ done: 0, missing: 4 });
  });

  it("deletes it, and it is declared again: the workers are back, and do what comes", async () => {
    const { client, stranger, queue } = await visited([{ text: "later.", publishAtMs: 60_000 }]);
    await stranger.deleteQueue(queue);
    await eventually(() => {
      expect(arm(client)).toMatchObject({ queueDeleted: true, counts: { missing: 4 } });
    });
    const strategy = { durable: WAIT_FOR_ACK.durable, queueType: WAIT_FOR_ACK.queueType };
    await client.must({ type: "set-strategy", arm: "A", strategy });
    await eventually(() => {
      expect(arm(client)).toMatchObject({ queueDeleted: false, workers: [{ leftAtMs: null }] });
    });
    expect(await ended(client)).toMatchObject({ done: 1, missing: 4, returned: 0 });
  });
});
