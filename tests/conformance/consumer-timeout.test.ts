import { describe, expect, it, onTestFinished } from "vitest";
import type { FieldTable } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, itHolds } = await conformanceBroker();

/** Long enough to be given a message and say something, on a busy machine too. */
const PATIENCE_MS = 800;
const NOTIFY = fieldTable({ consumer_cancel_notify: true });
const MISSED =
  "channel.close 406 PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: -1 ms. This timeout value can be configured, see consumers doc guide to learn more";

/** A client that consumes as a, one message at a time, from the quorum queue k, which goes with the test. */
async function consuming({
  capabilities = NOTIFY,
  queueTimeoutMs = PATIENCE_MS,
  consumerTimeoutMs = undefined as number | undefined,
  single = false,
} = {}) {
  const wire = await openWire(url, { capabilities });
  const k = wire.unique("k");
  const args = fieldTable({
    "x-queue-type": "quorum",
    "x-consumer-timeout": queueTimeoutMs,
    ...(single && { "x-single-active-consumer": true }),
  });
  await wire.call("queue.declare", { queue: k, durable: true, arguments: args });
  onTestFinished(async () => {
    const undertaker = await openWire(url);
    await undertaker.call("queue.delete", { queue: k });
  });
  await wire.call("basic.qos", { prefetchCount: 1 });
  const consume = (consumerTag: string, more: FieldTable = new Map()) =>
    wire.call("basic.consume", { queue: k, consumerTag, arguments: more });
  const own =
    consumerTimeoutMs === undefined
      ? undefined
      : fieldTable({ "x-consumer-timeout": consumerTimeoutMs });
  await consume("a", own);
  const count = async () =>
    (await wire.call("queue.declare", { queue: k, passive: true })).join(" | ");
  /** What the queue has to say till it is done. */
  const heard = async () => (await wire.call("basic.qos", { prefetchCount: 1 })).slice(0, -1);
  for (const body of ["m1", "m2"]) wire.publish(body, { key: k });
  await wire.until("deliver a m1");
  return { wire, k, consume, count, heard };
}

describe("a delivery", () => {
  it("is settled by an acknowledgement in time", async () => {
    const { wire, count } = await consuming({ queueTimeoutMs: 600_000 });
    wire.send("basic.ack", { deliveryTag: 1 });
    await wire.until("deliver a m2");
    expect(await count()).toBe("queue.declare-ok k 0 1");
  });

  itHolds("QQ23: comes back; its consumer is told, and given nothing more", async () => {
    const { wire, k, count } = await consuming();
    expect(await wire.until("basic.cancel")).toEqual(["basic.cancel a"]);
    expect(await count()).toBe("queue.declare-ok k 2 1");
    wire.send("basic.get", { queue: k });
    expect(await wire.until("get-ok")).toEqual(["get-ok m1* (1 left)"]);
    expect([...(wire.lastProperties().headers ?? [])]).toEqual([
      ["x-acquired-count", { type: "long", value: 1n }],
    ]);
  });

  itHolds("QQ23: goes to another consumer of the same channel, which lives", async () => {
    const { wire, consume } = await consuming();
    await wire.until("basic.cancel a");
    await consume("b");
    expect(await wire.until("deliver")).toEqual(["deliver b m1*"]);
  });

  itHolds("QQ23: goes to the next single active consumer", async () => {
    const { wire, consume } = await consuming({ single: true });
    await consume("b");
    expect(await wire.until("deliver")).toEqual(["basic.cancel a", "deliver b m1*"]);
  });

  itHolds("QQ23: is acknowledged all the same, which readmits its consumer", async () => {
    const { wire } = await consuming();
    await wire.until("basic.cancel a");
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.until("deliver")).toEqual(["deliver a m1*"]);
  });

  for (const [how, fields] of [
    ["basic.nack", { deliveryTag: 1, requeue: true }],
    ["basic.reject", { deliveryTag: 1, requeue: false }],
    ["basic.recover", { requeue: true }],
  ] as const) {
    itHolds(`QQ23: ${how} means nothing`, async () => {
      const { wire, count } = await consuming();
      await wire.until("basic.cancel a");
      wire.send(how, fields);
      expect(await count()).toMatch(/queue.declare-ok k 2 1$/);
    });
  }

  itHolds(
    "QQ23: its consumer's tag is free when it is cancelled, and begun anew is another",
    async () => {
      const { wire, consume } = await consuming();
      await wire.until("basic.cancel a");
      await wire.call("basic.cancel", { consumerTag: "a" });
      await consume("a");
      expect(await wire.until("deliver")).toEqual(["deliver a m1*"]);
    },
  );

  itHolds("QQ23: its consumer's tag is taken till then", async () => {
    const { wire, k } = await consuming();
    await wire.until("basic.cancel a");
    wire.send("basic.consume", { queue: k, consumerTag: "a" });
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 530 NOT_ALLOWED - attempt to reuse consumer tag 'a' [60.20]",
    ]);
  });

  itHolds("QQ23: what its consumer says counts before what its queue says", async () => {
    const { wire } = await consuming({ queueTimeoutMs: 600_000, consumerTimeoutMs: PATIENCE_MS });
    expect(await wire.until("basic.cancel")).toEqual(["basic.cancel a"]);
  });

  itHolds("QQ24: closes the channel of a client that can't be told", async () => {
    const { wire } = await consuming({ capabilities: new Map() });
    expect(await wire.until("channel.close")).toEqual([MISSED]);
  });

  itHolds("QQ24: closes the channel whose consumer was cancelled before", async () => {
    const { wire } = await consuming();
    await wire.call("basic.cancel", { consumerTag: "a" });
    expect(await wire.until("channel.close")).toEqual([MISSED]);
  });
});

describe("x-consumer-timeout", () => {
  it("QQ25: is taken of a quorum queue and its consumer, whether it means something or not", async () => {
    const { wire, heard } = await consuming({
      queueTimeoutMs: 600_000,
      consumerTimeoutMs: 600_000,
    });
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.until("deliver")).toEqual(["deliver a m2"]);
    expect(await heard()).toEqual([]);
  });

  const FAULTS = [
    [-1, ": {value_negative,-1}"],
    ["5", ': "expected integer, got longstr"'],
  ] as const;
  for (const [value, fault] of FAULTS) {
    itHolds(`QQ25: may not be ${typeof value} ${value}, of a queue or a consumer`, async () => {
      const timeout = { "x-consumer-timeout": value };
      const one = await openWire(url);
      const k = one.unique("k");
      const quorum = fieldTable({ "x-queue-type": "quorum", ...timeout });
      one.send("queue.declare", { queue: k, durable: true, arguments: quorum });
      expect(await one.until("channel.close")).toEqual([
        `channel.close 406 PRECONDITION_FAILED - invalid arg 'x-consumer-timeout' for queue 'k' in vhost '/'${fault} [50.10]`,
      ]);
      const { wire, k: other } = await consuming();
      wire.send("basic.consume", { queue: other, arguments: fieldTable(timeout) });
      expect(await wire.until("channel.close")).toEqual([
        `channel.close 406 PRECONDITION_FAILED - invalid arg 'x-consumer-timeout' for queue 'k' in vhost '/'${fault} [60.20]`,
      ]);
    });
  }

  itHolds("QQ25: is compared when the queue is declared again", async () => {
    const { wire, k } = await consuming({ queueTimeoutMs: 600_000 });
    const args = fieldTable({ "x-queue-type": "quorum" });
    wire.send("queue.declare", { queue: k, durable: true, arguments: args });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - inequivalent arg 'x-consumer-timeout' for queue 'k' in vhost '/': received none but current is the value '600000' of type 'signedint' [50.10]",
    ]);
  });

  itHolds("QQ25: is refused of classic queues and their consumers", async () => {
    const args = fieldTable({ "x-consumer-timeout": 5 });
    const one = await openWire(url);
    one.send("queue.declare", { queue: one.unique("k"), exclusive: true, arguments: args });
    const refusal =
      "channel.close 406 PRECONDITION_FAILED - invalid arg 'x-consumer-timeout' for queue 'k' in vhost '/' of queue type rabbit_classic_queue";
    expect(await one.until("channel.close")).toEqual([`${refusal} [50.10]`]);
    const other = await openWire(url);
    await other.call("queue.declare", { queue: other.unique("k"), exclusive: true });
    other.send("basic.consume", { queue: other.unique("k"), arguments: args });
    expect(await other.until("channel.close")).toEqual([`${refusal} [60.20]`]);
  });
});
