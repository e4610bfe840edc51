import amqp, { type Channel, type Options } from "amqplib";
import { describe, expect, it, onTestFinished } from "vitest";
import { ledgerOf } from "#shared/run/ledger.ts";
import type { MissingBy } from "#shared/run-log/loss-reason.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { PlannedTask } from "#shared/scenario/scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { oneArm } from "#tests/support/one-arm.ts";

// Its own broker tells it what happens in a queue: a look alone would not know by what a task is missing.
const server = await startLabServer({ AMQP_URL: "" });

const arm = (client: LabClient) => client.state.arms[0]!;
const reasons = (client: LabClient) =>
  client.log.flatMap((one) => (one.type === "missing" ? [one.by] : []));

/** One worker at a task of a minute, and three that wait in the queue; a stranger on a connection of its own. */
async function visited(later: readonly PlannedTask[] = []) {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const strategy = { ...WAIT_FOR_ACK, confirms: true };
  const planned = oneArm([60, 1, 1, 1], { workers: 1, strategy });
  const scenario = { ...planned, workload: [...planned.workload, ...later] };
  await client.must({ type: "set-scenario", scenario }, { type: "run" });
  await eventually(() => {
    expect(arm(client)).toMatchObject({ counts: { running: 1, ready: 3 } });
  });
  // Its own, where another lab still races on the shared one.
  const url = client.lab?.broker.state === "up" ? client.lab.broker.url : null;
  const connection = await amqp.connect(url!, { noDelay: true });
  onTestFinished(() => connection.close());
  return { client, stranger: await connection.createChannel(), queue: arm(client).queue!.name };
}

async function ended(client: LabClient) {
  await client.send({ type: "set-speed", speed: 20 });
  const state = await client.closed();
  expectSoundLog(client.log);
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  return ledgerOf(state.arms[0]!);
}

async function consumeAll(channel: Channel, queue: string): Promise<void> {
  await channel.consume(queue, (message) => {
    if (message) channel.ack(message);
  });
}

async function rejectAll(channel: Channel, queue: string): Promise<void> {
  await channel.consume(queue, (message) => {
    if (message) channel.reject(message, false);
  });
}

describe("somebody else at a queue of the embedded broker: what is missing, and by what", () => {
  it.each<[string, MissingBy, (stranger: Channel, queue: string) => Promise<unknown>]>([
    ["purges it", "purged", (stranger, queue) => stranger.purgeQueue(queue)],
    ["consumes and acknowledges", "taken", consumeAll],
    ["consumes and rejects", "taken", rejectAll],
    [
      "consumes without acks",
      "taken",
      (stranger, queue) => stranger.consume(queue, () => undefined, { noAck: true }),
    ],
  ])("%s: %s", async (_, by, visit) => {
    const { client, stranger, queue } = await visited();
    await visit(stranger, queue);
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ ready: 0, missing: 3 });
    });
    expect(reasons(client)).toEqual([by, by, by]);
    expect(await ended(client)).toMatchObject({ done: 1, missing: 3 });
  });

  it("gets one of three: which one is told, though the others are still there", async () => {
    const { client, stranger, queue } = await visited();
    await stranger.get(queue, { noAck: true });
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ ready: 2, missing: 1 });
    });
    expect(client.log).toContainEqual(
      expect.objectContaining({ type: "missing", task: 2, by: "taken" }),
    );
    expect(await ended(client)).toMatchObject({ done: 3, missing: 1 });
  });

  /** Deletes it and declares it in another way; then two more tasks come. */
  async function replaced(settings: Options.AssertQueue) {
    const { client, stranger, queue } = await visited([{ text: "later.", publishAtMs: 3_600_000 }]);
    await stranger.deleteQueue(queue);
    await eventually(() => {
      expect(arm(client)).toMatchObject({ queueDeleted: true, counts: { missing: 4 } });
    });
    expect(reasons(client)).toEqual(Array<MissingBy>(4).fill("queue-deleted"));
    await stranger.assertQueue(queue, settings);
    for (const text of ["one.", "two."]) await client.must({ type: "push-task", text });
    return client;
  }

  async function stopped(client: LabClient) {
    await client.must({ type: "stop" });
    expect((await client.closed()).mismatches).toEqual([]);
    expectSoundLog(client.log);
    return reasons(client).slice(4);
  }

  it("declares it with x-message-ttl: what comes then expires", async () => {
    const client = await replaced({ arguments: { "x-message-ttl": 100 } });
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ ready: 0, missing: 6 });
    });
    expect(await stopped(client)).toEqual(["expired", "expired"]);
  });

  it("declares it with x-max-length: the first is dropped for the second", async () => {
    const client = await replaced({ arguments: { "x-max-length": 1 } });
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ ready: 1, missing: 5 });
    });
    expect(await stopped(client)).toEqual(["dropped"]);
  });

  it("declares it with x-overflow: reject-publish: the second is refused, which is not missing", async () => {
    const full = { "x-max-length": 1, "x-overflow": "reject-publish" };
    const client = await replaced({ arguments: full });
    await eventually(() => {
      expect(arm(client).counts).toMatchObject({ ready: 1, refused: 1, missing: 4 });
    });
    expect(await stopped(client)).toEqual([]);
  });
});
