import { describe, expect, it } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { arrival, deaths, headers, openGrave, reject } from "#tests/support/graves.ts";
import { openQueues } from "#tests/support/queue-client.ts";

const { url, expected } = await conformanceBroker();

/** A letter of what was rejected, as it is told when it is got. */
const rejected = (body: string) => body + expected("QM42", "flag");
/** Each release's headers of a death, one after the other. */
const headersOf = (row: string) => expected("QM42", row).split("; ");

describe("a message dies", () => {
  it("QM40: rejected without requeue, one or several, in their order", async () => {
    const client = await openGrave(url);
    await client.publish(client.k, "m1 m2 m3 m4");
    for (let i = 1; i <= 4; i++) await client.get(client.k);
    client.wire.send("basic.reject", { deliveryTag: 2 });
    expect(await arrival(client, client.dead)).toBe(rejected("m2"));
    client.wire.send("basic.nack", { deliveryTag: 4, multiple: true });
    for (const body of ["m1", "m3", "m4"]) expect(await arrival(client, client.dead)).toBe(body);
    expect(deaths(client)).toEqual(["k rejected 1"]);
  });

  it.each([
    ["x-message-ttl", { "x-message-ttl": 20 }, undefined],
    ["x-message-ttl 0", { "x-message-ttl": 0 }, undefined],
    ["its expiration", {}, { expiration: "20" }],
    ["its expiration 0", {}, { expiration: "0" }],
  ])("QM40: expired: %s", async (_, args, properties) => {
    const client = await openGrave(url, args);
    await client.publish(client.k, "m1 m2", properties);
    expect(await arrival(client, client.dead)).toBe("m1");
    expect(await arrival(client, client.dead)).toBe("m2");
    expect(deaths(client)).toEqual(["k expired 1"]);
  });

  it("QM40: expired on its return", async () => {
    const client = await openGrave(url, { "x-message-ttl": 0 });
    await client.wire.call("basic.qos", { prefetchCount: 1 });
    await client.wire.call("basic.consume", { queue: client.k, consumerTag: "A" });
    await client.publish(client.k, "m1");
    await client.wire.until("deliver A m1");
    client.wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await arrival(client, client.dead)).toBe("m1");
    expect(deaths(client)).toEqual(["k expired 1"]);
  });

  it("QM40: dropped from a full queue", async () => {
    const client = await openGrave(url, { "x-max-length": 1 });
    expect(await client.publish(client.k, "m1 m2 m3")).toBe("ack ack ack");
    expect(await arrival(client, client.dead)).toBe("m1");
    expect(await arrival(client, client.dead)).toBe("m2");
    expect(deaths(client)).toEqual(["k maxlen 1"]);
  });

  it("QM40: refused with x-overflow reject-publish-dlx, and nacked; not with reject-publish", async () => {
    const client = await openGrave(url, { "x-max-length": 1, "x-overflow": "reject-publish-dlx" });
    const plain = await client.declare("plain", {
      "x-max-length": 0,
      "x-overflow": "reject-publish",
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": client.dead,
    });
    expect(await client.publish(plain, "m0")).toBe("nack");
    expect(await client.publish(client.k, "m1 m2")).toBe("ack nack");
    expect(await arrival(client, client.dead)).toBe("m2");
    expect(deaths(client)).toEqual(["k maxlen 1"]);
  });

  it("QM41: not when it is purged, or its queue deleted", async () => {
    const client = await openGrave(url);
    await client.publish(client.k, "m1");
    await client.wire.call("queue.purge", { queue: client.k });
    await client.publish(client.k, "m2");
    await client.wire.call("queue.delete", { queue: client.k });
    const later = await client.declare("later", {
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": client.dead,
      "x-message-ttl": 0,
    });
    await client.publish(later, "m3");
    expect(await arrival(client, client.dead)).toBe("m3");
  });
});

describe("a dead letter", () => {
  it("QM42: tells of its death in headers, and has no expiration any more", async () => {
    const client = await openGrave(url);
    const { wire, k, dead, publish } = client;
    await publish(k, "m1", {
      headers: fieldTable({ z: "last", a: 1 }),
      expiration: "0060000",
      deliveryMode: 2,
      priority: 7,
      messageId: "id",
    });
    await reject(client, k, 1);
    expect(await arrival(client, dead)).toBe(rejected("m1"));
    expect(headers(client)).toEqual([
      "a: signedint 1",
      ...headersOf("rejected"),
      "z: longstr last",
    ]);
    expect(wire.lastProperties()).toEqual({
      headers: expect.any(Map) as unknown,
      deliveryMode: 2,
      priority: 7,
      messageId: "id",
    });
  });

  it("QM42: is a message like any other: published to the dead letter exchange", async () => {
    const client = await openGrave(url);
    const { wire, dead, k } = client;
    await wire.call("basic.consume", { queue: dead, consumerTag: "D", noAck: true });
    await client.publish(k, "m1");
    await client.get(k);
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    await client.get(k);
    wire.send("basic.nack", { deliveryTag: 2 });
    expect(await wire.until("deliver")).toEqual(["deliver D m1"]);
    const { fields } = wire.last("basic.deliver")!;
    expect(fields).toMatchObject({ exchange: "", routingKey: dead });
    expect(headers(client)[0]).not.toContain("original-expiration");
  });

  it("QM43: keeps its routing key unless the queue has one for it", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const x = wire.unique("x");
    await wire.call("exchange.declare", { exchange: x, type: "direct", autoDelete: true });
    const k = await client.declare("k", { "x-dead-letter-exchange": x, "x-message-ttl": 0 });
    const dead = await client.declare("dead");
    await wire.call("queue.bind", { queue: dead, exchange: x, routingKey: k });
    await client.publish(k, "m1");
    expect(await arrival(client, dead)).toBe("m1");
    expect(wire.last("basic.get-ok")?.fields).toMatchObject({ exchange: x, routingKey: k });
  });

  it("QM43: goes by its keys of CC and BCC, too; the queue's own key ends them, and CC with them", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const x = wire.unique("x");
    await wire.call("exchange.declare", { exchange: x, type: "direct", autoDelete: true });
    const [dead, copies, blind] = [
      await client.declare("dead"),
      await client.declare("copies"),
      await client.declare("blind"),
    ];
    const keyed = {
      "x-message-ttl": 0,
      "x-dead-letter-exchange": x,
      "x-dead-letter-routing-key": "d",
    };
    const own = await client.declare("own", { "x-message-ttl": 0, "x-dead-letter-exchange": x });
    const other = await client.declare("other", keyed);
    for (const [queue, routingKey] of [
      [dead, own],
      [dead, "d"],
      [copies, "c"],
      [blind, "b"],
    ] as const)
      await wire.call("queue.bind", { queue, exchange: x, routingKey });
    const list = (key: string): Field => ({
      type: "array",
      value: [{ type: "longstr", value: key }],
    });
    const copied = { headers: fieldTable({ CC: list("c"), BCC: list("b") }) };
    await client.publish(own, "m1", copied);
    for (const queue of [blind, copies, dead]) expect(await arrival(client, queue)).toBe("m1");
    expect(headers(client)).toEqual(["CC: array [c]", ...headersOf("copied")]);
    await client.publish(other, "m2", copied);
    expect(await arrival(client, dead)).toBe("m2");
    expect(headers(client)[0]).toBe(expected("QM43", "keyed"));
    expect(await client.drain(copies)).toBe("");
    expect(await client.drain(blind)).toBe("");
  });

  it("QM44: is dropped when there is no such exchange, or nothing is bound to it", async () => {
    const client = await openGrave(url);
    const nowhere = await client.declare("nowhere", {
      "x-dead-letter-exchange": "not.there",
      "x-message-ttl": 0,
    });
    const unbound = await client.declare("unbound", {
      "x-dead-letter-exchange": "amq.direct",
      "x-message-ttl": 0,
    });
    expect(await client.publish(nowhere, "m1")).toBe("ack");
    expect(await client.publish(unbound, "m2")).toBe("ack");
    expect([await client.ready(nowhere), await client.ready(unbound)]).toEqual([0, 0]);
  });

  it("QM44: finds the exchange that is there when it dies, and may go to an internal one", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const x = wire.unique("x");
    const k = await client.declare("k", { "x-dead-letter-exchange": x });
    const dead = await client.declare("dead");
    await client.publish(k, "m1 m2");
    await reject(client, k, 1);
    await client.get(k);
    await wire.call("exchange.declare", {
      exchange: x,
      type: "fanout",
      internal: true,
      autoDelete: true,
    });
    await wire.call("queue.bind", { queue: dead, exchange: x });
    wire.send("basic.reject", { deliveryTag: 2 });
    expect(await arrival(client, dead)).toBe(rejected("m2"));
  });

  it("QM44: a full queue that refuses it loses it", async () => {
    const client = await openQueues(url);
    const full = await client.declare("full", {
      "x-max-length": 0,
      "x-overflow": "reject-publish",
    });
    const k = await client.declare("k", {
      "x-message-ttl": 0,
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": full,
    });
    expect(await client.publish(k, "m1", { deliveryMode: 2 })).toBe("ack");
    expect(await client.ready(k)).toBe(0);
    expect(await client.drain(full)).toBe("");
  });
});
