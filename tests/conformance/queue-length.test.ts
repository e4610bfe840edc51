import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openQueues } from "#tests/support/queue-client.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

const REJECT = ["reject-publish", "reject-publish-dlx"];

describe("a full queue", () => {
  it.each([{}, { "x-overflow": "drop-head" }])(
    "QM30: drops from its head: %j",
    async (overflow) => {
      const { declare, publish, drain } = await openQueues(url);
      const k = await declare("k", { "x-max-length": 2, ...overflow });
      expect(await publish(k, "m1 m2 m3 m4")).toBe("ack ack ack ack");
      expect(await drain(k)).toBe("m3 m4");
    },
  );

  it("QM30: counts the octets of bodies, and drops as many messages as it takes", async () => {
    const { declare, publish, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length-bytes": 10 });
    await publish(k, "1234 567 89a", { messageId: "costs nothing" });
    expect(await drain(k)).toBe("1234 567 89a");
    await publish(k, "1234 567 89a 1234567");
    expect(await drain(k)).toBe("89a 1234567");
    await publish(k, "1 2 12345678901");
    expect(await drain(k)).toBe("");
  });

  it("QM30: keeps to both limits", async () => {
    const { declare, publish, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 3, "x-max-length-bytes": 10 });
    await publish(k, "1 2 3 4");
    expect(await drain(k)).toBe("2 3 4");
    await publish(k, "1 2 123456789");
    expect(await drain(k)).toBe("2 123456789");
  });

  it("QM30: with priorities its head is the oldest of the highest level, though it just came", async () => {
    const { declare, publish, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 2, "x-max-priority": 5 });
    await publish(k, "low1 low2", { priority: 1 });
    await publish(k, "high", { priority: 3 });
    await publish(k, "lowest");
    expect(await drain(k)).toBe("low2 lowest");
  });

  it.each(REJECT)("QM31: with x-overflow %s refuses what comes: a nack each", async (overflow) => {
    const { declare, publish, drain, take } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 2, "x-overflow": overflow });
    expect(await publish(k, "m1 m2 m3 m4")).toBe("ack ack nack nack");
    await take(k);
    expect(await publish(k, "m5 m6")).toBe("ack nack");
    expect(await drain(k)).toBe("m2 m5");
  });

  it.each(REJECT)("QM31: with x-overflow %s refuses what would be too long", async (overflow) => {
    const { declare, publish, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length-bytes": 5, "x-overflow": overflow });
    expect(await publish(k, "1234 56 7 8")).toBe("ack nack ack nack");
    expect(await drain(k)).toBe("1234 7");
  });

  it("QM31: a mandatory message it refused was routed, and is not returned", async () => {
    const { declare } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 0, "x-overflow": "reject-publish" });
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.publish("m", { key: k, mandatory: true });
    expect(await wire.until("nack")).toEqual(["nack ≤1"]);
    wire.publish("m", { key: "nobody's", mandatory: true });
    expect(await wire.until("ack")).toEqual(["return 312 NO_ROUTE /nobody's m", "ack 2"]);
  });

  it("QM32: what one queue refused is nacked, though another took it", async () => {
    const { wire, declare, drain } = await openQueues(url);
    const full = await declare("full", { "x-max-length": 0, "x-overflow": "reject-publish" });
    const free = await declare("free");
    const x = wire.unique("x");
    await wire.call("exchange.declare", { exchange: x, type: "fanout", autoDelete: true });
    for (const queue of [full, free]) await wire.call("queue.bind", { queue, exchange: x });
    await wire.call("confirm.select");
    wire.publish("m", { exchange: x, key: "" });
    expect(await wire.until("nack")).toEqual(["nack ≤1"]);
    expect(await drain(free)).toBe("m");
  });
});

describe("what counts", () => {
  it("QM33: is what is ready: what somebody holds is not counted", async () => {
    const { wire, declare, publish, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 1, "x-overflow": "reject-publish" });
    await wire.call("basic.qos", { prefetchCount: 2 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    expect(await publish(k, "m1 m2 m3 m4")).toBe("ack ack ack nack");
    expect(await wire.until("deliver", 2)).toEqual(["deliver A m1", "deliver A m2"]);
    await wire.call("basic.cancel", { consumerTag: "A" });
    expect(await drain(k)).toBe("m3");
  });

  it("QM33: a message a consumer waits for is never too much, unless it would be refused in an empty queue", async () => {
    const { wire, declare, publish, ready } = await openQueues(url);
    const dropping = await declare("dropping", { "x-max-length": 0 });
    const refusing = await declare("refusing", {
      "x-max-length": 0,
      "x-overflow": "reject-publish",
    });
    await wire.call("basic.consume", { queue: dropping, consumerTag: "D", noAck: true });
    await wire.call("basic.consume", { queue: refusing, consumerTag: "R", noAck: true });
    expect(await publish(refusing, "m1")).toBe("nack");
    expect(await publish(dropping, "m2")).toBe("ack");
    expect(await wire.until("deliver")).toEqual(["deliver D m2"]);
    await wire.call("basic.cancel", { consumerTag: "D" });
    expect(await publish(dropping, "m3")).toBe("ack");
    expect(await ready(dropping)).toBe(0);
  });

  it("QM34: a message that comes back is counted again: the head is dropped, maybe itself", async () => {
    const { wire, declare, publish, get, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 2 });
    await publish(k, "m1 m2");
    await get(k);
    await publish(k, "m3");
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await drain(k)).toBe("m2 m3");
  });

  it.each(REJECT)("QM34: with x-overflow %s it is kept, above the limit", async (overflow) => {
    const { wire, declare, publish, get, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-length": 2, "x-overflow": overflow });
    await publish(k, "m1 m2");
    await get(k);
    await publish(k, "m3");
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await publish(k, "m4")).toBe("nack");
    expect(await drain(k)).toBe("m1* m2 m3");
  });

  it("QM35: on a full queue what is dropped makes the next one first, and it may be past its time", async () => {
    const client = await openQueues(url);
    const k = await client.declare("k", { "x-max-length": 2 });
    await client.publish(k, "m1");
    await client.publish(k, "m2", { expiration: "0" });
    await client.publish(k, "m3");
    expect(await client.drain(k)).toBe("m3");
  });
});

it("TX17: a transaction of which a queue refused something closes the channel: the rest stays published", async () => {
  const { wire, declare, drain } = await openQueues(url);
  const k = await declare("k", { "x-max-length": 1, "x-overflow": "reject-publish" });
  await wire.call("channel.open", {}, 2);
  await wire.call("tx.select", {}, 2);
  for (const body of ["m1", "m2"]) wire.publish(body, { key: k }, {}, 2);
  wire.send("tx.commit", {}, 2);
  expect(await wire.until("2: ")).toEqual([
    "2: channel.close 406 PRECONDITION_FAILED - partial tx completion [90.20]",
  ]);
  expect(await drain(k)).toBe("m1");
});
