import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { headerFrame, publishFrame } from "#tests/support/raw-frame.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, itHolds } = await conformanceBroker();

/** The exclusive queue k with m1 … m`count` in it. */
async function withMessages(count: number, settings: { readonly durable?: boolean } = {}) {
  const wire = await openWire(url);
  const queue = wire.unique("k");
  await wire.call("queue.declare", { queue, exclusive: true, ...settings });
  for (let i = 1; i <= count; i++) wire.publish(`m${i}`, { key: queue });
  await countOf(wire, queue, count);
  return { wire, queue };
}

/** Waits until the queue counts `count` ready messages. */
async function countOf(wire: WireClient, queue: string, count: number): Promise<void> {
  for (;;) {
    const [line] = await wire.call("queue.declare", { queue, passive: true });
    if (line === `queue.declare-ok k ${count} 0`) return;
  }
}

describe("order on the wire", () => {
  it("BA10: get-ok, consume-ok, then the deliveries", async () => {
    const { wire, queue } = await withMessages(3);
    wire.send("basic.get", { queue, noAck: true });
    wire.send("basic.consume", { queue, consumerTag: "A", noAck: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "get-ok m1 (2 left)",
      "basic.consume-ok A",
      "deliver A m2",
      "deliver A m3",
    ]);
  });

  itHolds("BA10, DQ14: qos-ok, then what it lets through", async () => {
    const { wire, queue } = await withMessages(3);
    await wire.call("basic.qos", { prefetchCount: 1, global: true });
    await wire.call("basic.consume", { queue, consumerTag: "A" });
    await wire.until("deliver");
    wire.send("basic.qos", { prefetchCount: 3, global: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "basic.qos-ok",
      "deliver A m2",
      "deliver A m3",
    ]);
  });

  it("BA10: recover-ok, then what comes again", async () => {
    const { wire, queue } = await withMessages(2);
    await wire.call("basic.consume", { queue, consumerTag: "A" });
    await wire.until("deliver", 2);
    wire.send("basic.recover", { requeue: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "basic.recover-ok",
      "deliver A m1*",
      "deliver A m2*",
    ]);
  });

  it("BA11: after cancel-ok not one delivery", async () => {
    const { wire, queue } = await withMessages(0);
    await wire.call("basic.consume", { queue, consumerTag: "A", noAck: true });
    for (let i = 1; i <= 50; i++) wire.publish(`m${i}`, { key: queue });
    wire.send("basic.cancel", { consumerTag: "A" });
    for (let i = 51; i <= 100; i++) wire.publish(`m${i}`, { key: queue });
    const before = await wire.until("basic.cancel-ok");
    const after = await wire.call("access.request");
    expect(after).toEqual(["access.request-ok"]);
    const delivered = before.filter((line) => line.startsWith("deliver")).length;
    await countOf(wire, queue, 100 - delivered);
  });

  it("QU9: delete-ok, then the cancels", async () => {
    const wire = await openWire(url, {
      capabilities: fieldTable({ consumer_cancel_notify: true }),
    });
    const queue = wire.unique("k");
    await wire.call("queue.declare", { queue, exclusive: true });
    for (const consumerTag of ["A", "B"]) await wire.call("basic.consume", { queue, consumerTag });
    wire.send("queue.delete", { queue });
    const [first, ...cancels] = await wire.until("basic.cancel", 2);
    expect(first).toBe("queue.delete-ok 0");
    expect(cancels.toSorted()).toEqual(["basic.cancel A", "basic.cancel B"]);
  });

  it("BA6: a return, then the ack of the message that came back", async () => {
    const { wire, queue } = await withMessages(0);
    await wire.call("confirm.select");
    wire.publish("m1", { key: "nowhere", mandatory: true });
    expect(await wire.until("ack")).toEqual(["return 312 NO_ROUTE /nowhere m1", "ack 1"]);
    await countOf(wire, queue, 0);
  });

  it("CF7: the confirms of what went before, then channel.close", async () => {
    const { wire, queue } = await withMessages(0);
    await wire.call("confirm.select");
    wire.sendBytes(
      Buffer.concat([
        ...[1, 2, 3].flatMap(() => [publishFrame(1, "", queue), headerFrame(1, 0)]),
        publishFrame(1, "no such exchange", "k"),
        headerFrame(1, 0),
      ]),
    );
    const lines = await wire.until("channel.close");
    expect(lines.at(-1)).toBe(
      "channel.close 404 NOT_FOUND - no exchange 'no such exchange' in vhost '/' [60.40]",
    );
    const confirmed = lines.slice(0, -1).at(-1);
    if (confirmed !== undefined) expect(confirmed).toMatch(/^ack ≤?[1-3]$/);
  });

  it("BA14: one ack for many, and one nack for all", async () => {
    const { wire, queue } = await withMessages(6);
    await wire.call("basic.consume", { queue, consumerTag: "A" });
    await wire.until("deliver", 6);
    wire.send("basic.ack", { deliveryTag: 3, multiple: true });
    wire.send("basic.nack", { deliveryTag: 0, multiple: true, requeue: true });
    expect(await wire.until("deliver", 3)).toEqual([
      "deliver A m4*",
      "deliver A m5*",
      "deliver A m6*",
    ]);
    wire.send("basic.ack", { deliveryTag: 0, multiple: true });
    wire.send("basic.ack", { deliveryTag: 0, multiple: true });
    expect(await wire.call("access.request")).toEqual(["access.request-ok"]);
  });

  itHolds("CN18: close-ok when the exclusive queues have gone", async () => {
    const { wire, queue } = await withMessages(1);
    const other = await openWire(url);
    wire.send("connection.close", { replyCode: 200, replyText: "bye" }, 0);
    expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
    expect(await other.call("queue.delete", { queue })).toEqual(["queue.delete-ok 0"]);
  });

  it("CN11: the answers to what went before, then close-ok", async () => {
    const { wire, queue } = await withMessages(1);
    wire.send("basic.get", { queue });
    wire.send("channel.close");
    await wire.until("channel.close-ok");
    wire.send("connection.close", {}, 0);
    expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
  });

  it("BA16: what is asked without wait is done without a word", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("k");
    const quietly = { queue, noWait: true };
    wire.send("queue.declare", { ...quietly, exclusive: true });
    wire.send("queue.bind", { ...quietly, exchange: "amq.direct", routingKey: queue });
    wire.send("confirm.select", { noWait: true });
    wire.publish("m1", { exchange: "amq.direct", key: queue });
    expect(await wire.until("ack")).toEqual(["ack 1"]);
    wire.send("queue.purge", quietly);
    wire.send("basic.consume", { ...quietly, consumerTag: "A" });
    wire.send("basic.cancel", { consumerTag: "A", noWait: true });
    wire.send("queue.delete", quietly);
    expect(await wire.call("queue.delete", { queue })).toEqual(["queue.delete-ok 0"]);
  });
});
