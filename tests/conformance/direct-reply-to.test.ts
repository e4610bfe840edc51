import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, itHolds } = await conformanceBroker();
const replyTo = "amq.rabbitmq.reply-to";

/** Begins to consume replies as A, asks a server something, and tells under which key it may reply. */
async function ask(wire: WireClient, server: WireClient): Promise<string> {
  const queue = server.unique("rpc");
  await server.call("queue.declare", { queue, exclusive: true });
  await wire.call("basic.consume", { queue: replyTo, consumerTag: "A", noAck: true });
  wire.publish("request", { key: queue }, { replyTo });
  for (;;) {
    server.send("basic.get", { queue, noAck: true });
    const [line] = await server.until("");
    if (line === "get-ok request (0 left)") return server.lastProperties().replyTo ?? "";
  }
}

async function setup() {
  const wire = await openWire(url);
  const server = await openWire(url);
  return { wire, server, key: await ask(wire, server) };
}

describe("direct reply-to", () => {
  it("BA19: a request carries a key of its own that leads straight back", async () => {
    const { wire, server, key } = await setup();
    expect(key).toMatch(/^amq\.rabbitmq\.reply-to\.[A-Za-z\d+/]{20,}={0,2}\.[A-Za-z\d+/]{22}==$/);
    server.publish("answer", { key });
    expect(await wire.until("deliver")).toEqual(["deliver A answer"]);
    expect(wire.last("basic.deliver")?.fields).toEqual({
      consumerTag: "A",
      deliveryTag: 1,
      redelivered: false,
      exchange: "",
      routingKey: key,
    });
  });

  itHolds("BA23: a mandatory reply is delivered, returned and confirmed all the same", async () => {
    const { wire, server, key } = await setup();
    await server.call("confirm.select");
    server.publish("answer", { key, mandatory: true });
    expect(await wire.until("deliver")).toEqual(["deliver A answer"]);
    expect(await server.until("ack")).toEqual([`return 312 NO_ROUTE /${key} answer`, "ack 1"]);
  });

  it("BA19: a reply through another exchange, or to another key, reaches nobody", async () => {
    const { wire, server, key } = await setup();
    server.publish("m1", { exchange: "amq.direct", key });
    server.publish("m2", { key: `${key}x` });
    server.publish("m3", { key: replyTo });
    server.publish("m4", { key });
    expect(await wire.until("deliver")).toEqual(["deliver A m4"]);
  });

  it("BA19: prefetch does not hold replies back", async () => {
    const { wire, server, key } = await setup();
    await wire.call("basic.qos", { prefetchCount: 1, global: true });
    for (let i = 1; i <= 250; i++) server.publish(`m${i}`, { key });
    expect((await wire.until("deliver", 250)).at(-1)).toBe("deliver A m250");
  });

  it("BA20: the key can be declared, passively or not, while its owner is there", async () => {
    const { wire, server, key } = await setup();
    for (const queue of [replyTo, key]) {
      for (const passive of [true, false]) {
        expect(await server.call("queue.declare", { queue, passive, durable: true })).toEqual([
          `queue.declare-ok ${queue} 0 1`,
        ]);
      }
    }
    expect(await wire.call("basic.cancel", { consumerTag: "A" })).toEqual(["basic.cancel-ok A"]);
    server.send("queue.declare", { queue: key, passive: true });
    expect(await server.until("channel.close")).toEqual([
      `channel.close 404 NOT_FOUND - no queue '${key}' in vhost '/' [50.10]`,
    ]);
  });

  for (const method of ["basic.get", "basic.consume", "queue.purge"] as const) {
    itHolds(`BA23: but it is no queue: ${method}`, async () => {
      const { server, key } = await setup();
      server.send(method, { queue: key, noAck: true });
      expect((await server.until("channel.close"))[0]).toContain(
        `channel.close 404 NOT_FOUND - no queue '${key}' in vhost '/'`,
      );
    });
  }

  itHolds("BA23: after a cancel, or with the channel closed, a reply reaches nobody", async () => {
    const { wire, server, key } = await setup();
    await wire.call("basic.cancel", { consumerTag: "A" });
    server.publish("m1", { key, mandatory: true });
    expect(await server.until("return")).toEqual([`return 312 NO_ROUTE /${key} m1`]);
    const again = await ask(wire, server);
    expect(again).not.toBe(key);
    await wire.call("channel.close", { replyCode: 200 });
    server.publish("m2", { key: again, mandatory: true });
    expect(await server.until("return")).toEqual([`return 312 NO_ROUTE /${again} m2`]);
  });

  it("BA21: only without acknowledgement, and once a channel", async () => {
    const wire = await openWire(url);
    wire.send("basic.consume", { queue: replyTo, consumerTag: "A" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - reply consumer cannot acknowledge [60.20]",
    ]);
    wire.send("channel.close-ok");
    await wire.call("channel.open");
    for (const consumerTag of ["A", "B"])
      wire.send("basic.consume", { queue: replyTo, consumerTag, noAck: true });
    expect(await wire.until("channel.close")).toEqual([
      "basic.consume-ok A",
      "channel.close 406 PRECONDITION_FAILED - reply consumer already set [60.20]",
    ]);
  });

  it("BA21: a request asks on the channel that consumes the replies", async () => {
    const wire = await openWire(url);
    await wire.call("channel.open", {}, 2);
    await wire.call("basic.consume", { queue: replyTo, noAck: true });
    wire.publish("request", { key: "nowhere" }, { replyTo }, 2);
    expect(await wire.until("2: channel.close")).toEqual([
      "2: channel.close 406 PRECONDITION_FAILED - fast reply consumer does not exist [60.40]",
    ]);
  });

  it("BA21: a tag taken by another consumer is refused; a later one may take the same", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("q");
    await wire.call("queue.declare", { queue, exclusive: true });
    await wire.call("basic.consume", { queue: replyTo, consumerTag: "A", noAck: true });
    expect(await wire.call("basic.consume", { queue, consumerTag: "A" })).toEqual([
      "basic.consume-ok A",
    ]);
    wire.send("basic.consume", { queue: replyTo, consumerTag: "A", noAck: true });
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 530 NOT_ALLOWED - attempt to reuse consumer tag 'A' [60.20]",
    ]);
  });
});
