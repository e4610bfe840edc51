import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, itHolds } = await conformanceBroker();

const CANCEL_NOTIFY = fieldTable({ consumer_cancel_notify: true });

/** A connection with the exclusive queue k. */
async function withQueue() {
  const wire = await openWire(url, { capabilities: CANCEL_NOTIFY });
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, exclusive: true });
  return { wire, k };
}

/** One connection with an auto-delete queue k, which others can use, and a second one. */
async function withSharedQueue() {
  const wire = await openWire(url, { capabilities: CANCEL_NOTIFY });
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, autoDelete: true });
  return { wire, k, other: await openWire(url) };
}

/** Publishes to the queue; what came till it had the message. */
async function surely(wire: WireClient, body: string, key: string): Promise<readonly string[]> {
  await wire.call("confirm.select");
  wire.publish(body, { key });
  return (await wire.until("ack")).slice(0, -1);
}

describe("basic.cancel", () => {
  it("CS12: with no-wait is not answered", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    wire.send("basic.cancel", { consumerTag: "t", noWait: true });
    expect(await surely(wire, "m1", k)).toEqual([]);
  });

  it("CS12: means a consumer of its own channel", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    await wire.call("channel.open", {}, 2);
    expect(await wire.call("basic.cancel", { consumerTag: "t" }, 2)).toEqual([
      "2: basic.cancel-ok t",
    ]);
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver t m1"]);
  });

  it("CS13: frees the tag for another consumer", async () => {
    const { wire, k } = await withQueue();
    for (let round = 1; round <= 2; round++) {
      await wire.call("basic.consume", { queue: k, consumerTag: "t" });
      wire.publish(`m${round}`, { key: k });
      expect(await wire.until("deliver")).toEqual([`deliver t m${round}`]);
      await wire.call("basic.cancel", { consumerTag: "t" });
    }
  });
});

describe("basic.cancel from the broker", () => {
  it("CS14: comes when somebody else deletes the queue, only to who understands it", async () => {
    const { wire, k, other } = await withSharedQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    await other.call("basic.consume", { queue: k, consumerTag: "u" });
    expect(await other.call("queue.delete", { queue: k })).toEqual(["queue.delete-ok 0"]);
    expect(await wire.until("basic.cancel")).toEqual(["basic.cancel t"]);
    expect(await other.call("basic.qos")).toEqual(["basic.qos-ok"]);
  });

  it("CS14: comes to each consumer of a channel, in the order of their tags", async () => {
    const { wire, k } = await withQueue();
    for (const consumerTag of ["b", "c", "a"]) {
      await wire.call("basic.consume", { queue: k, consumerTag });
    }
    wire.send("queue.delete", { queue: k });
    expect(await wire.until("basic.cancel", 3)).toEqual([
      "queue.delete-ok 0",
      "basic.cancel a",
      "basic.cancel b",
      "basic.cancel c",
    ]);
  });

  it("CS14: does not come when a queue goes with its last consumer", async () => {
    const { wire, k } = await withSharedQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    expect(await wire.call("basic.cancel", { consumerTag: "t" })).toEqual(["basic.cancel-ok t"]);
    wire.send("queue.declare", { queue: k, passive: true });
    expect(await wire.until("")).toEqual([
      "channel.close 404 NOT_FOUND - no queue 'k' in vhost '/' [50.10]",
    ]);
  });

  it("CS15: leaves the tag free, and what was held may still be acknowledged", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    wire.publish("m1", { key: k });
    await wire.until("deliver");
    wire.send("queue.delete", { queue: k });
    await wire.until("basic.cancel");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    wire.publish("m2", { key: k });
    expect(await wire.call("basic.cancel", { consumerTag: "t" })).toEqual(["basic.cancel-ok t"]);
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    expect(await wire.until("deliver")).toEqual(["deliver t m2"]);
    wire.send("basic.ack", { deliveryTag: 2, multiple: true });
    wire.send("basic.ack", { deliveryTag: 2 });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - unknown delivery tag 2 [60.80]",
    ]);
  });
});

describe("an exclusive consumer", () => {
  it.each(["basic.cancel", "channel.close"] as const)("CS16: makes room by %s", async (method) => {
    const { wire, k } = await withQueue();
    await wire.call("channel.open", {}, 2);
    await wire.call("basic.consume", { queue: k, consumerTag: "t", exclusive: true }, 2);
    await wire.call(method, { consumerTag: "t" }, 2);
    await wire.call("basic.consume", { queue: k, consumerTag: "u", exclusive: true });
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver u m1"]);
  });

  it("CS16: leaves basic.get to everybody", async () => {
    const { wire, k, other } = await withSharedQueue();
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "t", exclusive: true });
    wire.publish("m1", { key: k });
    await wire.until("deliver t m1");
    await surely(wire, "m2", k);
    other.send("basic.get", { queue: k });
    expect(await other.until("")).toEqual(["get-ok m2 (0 left)"]);
  });
});

describe("basic.consume", () => {
  it("CS17: of a queue that is not there closes the channel", async () => {
    const wire = await openWire(url);
    wire.send("basic.consume", { queue: wire.unique("k"), consumerTag: "t" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no queue 'k' in vhost '/' [60.20]",
    ]);
  });

  it("CS17: of a queue declared anew after its deletion gives nothing to the old consumer", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    wire.send("queue.delete", { queue: k });
    await wire.until("basic.cancel");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    expect(await surely(wire, "m1", k)).toEqual([]);
    expect(await wire.call("queue.declare", { queue: k, passive: true })).toEqual([
      "queue.declare-ok k 1 0",
    ]);
  });

  it("CS17: with no-wait goes unanswered, with any tag of 255 bytes", async () => {
    const { wire, k } = await withQueue();
    const consumerTag = "签".repeat(85);
    wire.send("basic.consume", { queue: k, consumerTag, noWait: true });
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual([`deliver ${consumerTag} m1`]);
  });

  it("CS17: a tag used twice is refused before anything else is looked at", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    wire.send("basic.consume", { queue: wire.unique("none"), consumerTag: "t" });
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 530 NOT_ALLOWED - attempt to reuse consumer tag 't' [60.20]",
    ]);
  });

  it("CS17: its arguments are looked at before exclusiveness", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "t", exclusive: true });
    const args = fieldTable({ "x-priority": "high" });
    wire.send("basic.consume", { queue: k, consumerTag: "u", arguments: args });
    await wire.until("channel.close 406");
  });
});

describe("several queues on one channel", () => {
  async function withTwoQueues() {
    const { wire, k } = await withQueue();
    const l = wire.unique("l");
    await wire.call("queue.declare", { queue: l, exclusive: true });
    return { wire, k, l };
  }

  /** Under a limit of 1, set so, each of two consumers gets one message. */
  const eachGetsOne = (global: boolean) => async () => {
    const { wire, k, l } = await withTwoQueues();
    await wire.call("basic.qos", { prefetchCount: 1, global });
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    await wire.call("basic.consume", { queue: l, consumerTag: "u" });
    // Without confirms: RabbitMQ may send one ahead of the delivery it is for.
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver t m1"]);
    wire.publish("m1", { key: l });
    expect(await wire.until("deliver")).toEqual(["deliver u m1"]);
    expect(await surely(wire, "m2", k)).toEqual([]);
    expect(await surely(wire, "m2", l)).toEqual([]);
  };

  it("CS18: prefetch is each consumer's own", eachGetsOne(false));
  itHolds("DQ32: a global limit is each consumer's own", eachGetsOne(true));

  itHolds("CS18, DQ13: a global limit is shared by their queues", async () => {
    const { wire, k, l } = await withTwoQueues();
    await wire.call("basic.qos", { prefetchCount: 2, global: true });
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    await wire.call("basic.consume", { queue: l, consumerTag: "u" });
    wire.publish("m1", { key: k });
    await wire.until("deliver t m1");
    wire.publish("m2", { key: l });
    await wire.until("deliver u m2");
    expect(await surely(wire, "m3", l)).toEqual([]);
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.until("deliver")).toEqual(["deliver u m3"]);
  });

  it("CS18: prefetch may be 65535", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.qos", { prefetchCount: 65_535 });
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver t m1"]);
  });
});
