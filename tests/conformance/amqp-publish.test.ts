import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

describe("a message nobody can get", () => {
  it("BA3: mandatory: it comes back, 312", async () => {
    const wire = await openWire(url);
    wire.publish("m1", { key: "nowhere", mandatory: true });
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE /nowhere m1"]);
  });

  it("BA6: mandatory with confirms: it comes back first, and is then confirmed as if all were well", async () => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.publish("m1", { key: "nowhere", mandatory: true });
    expect(await wire.until("ack")).toEqual(["return 312 NO_ROUTE /nowhere m1", "ack 1"]);
  });

  it("BA3: else it vanishes, and confirms do not tell", async () => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.publish("m1", { key: "nowhere" });
    expect(await wire.until("ack")).toEqual(["ack 1"]);
  });

  it("BA3: mandatory through an exchange names the exchange", async () => {
    const wire = await openWire(url);
    wire.publish("m1", { exchange: "amq.direct", key: "nowhere", mandatory: true });
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE amq.direct/nowhere m1"]);
  });

  it("BA3: mandatory to a queue without consumers is routed: it waits there", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    await wire.call("confirm.select");
    wire.publish("m1", { key: k, mandatory: true });
    expect(await wire.until("ack")).toEqual(["ack 1"]);
    expect(await wire.call("queue.declare", { queue: k, passive: true })).toEqual([
      "queue.declare-ok k 1 0",
    ]);
  });
});

describe("the default exchange", () => {
  it("RT1: takes the key for the name of a queue, whatever it is bound to", async () => {
    const wire = await openWire(url);
    const [k, other] = [wire.unique("k"), wire.unique("other")];
    for (const queue of [k, other]) {
      await wire.call("queue.declare", { queue, exclusive: true });
      await wire.call("basic.consume", { queue, consumerTag: queue, noAck: true });
    }
    await wire.call("queue.bind", { queue: other, exchange: "amq.direct", routingKey: k });
    wire.publish("m1", { key: k });
    wire.publish("m2", { exchange: "amq.direct", key: k });
    // Each queue is a process of its own: which delivers first is not said.
    const lines = await wire.until("deliver", 2);
    expect(lines.toSorted()).toEqual(["deliver k m1", "deliver other m2"]);
  });
});

describe("confirms", () => {
  it("BA6: count from 1 on each channel and cover every message", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    await wire.call("confirm.select");
    for (let i = 1; i <= 20; i++) wire.publish(`m${i}`, { key: k });
    let confirmed = 0;
    while (confirmed < 20) {
      const [line] = await wire.until("ack");
      const [, multiple, tag] = /^ack (≤?)(\d+)$/.exec(line!)!;
      confirmed = multiple === "≤" ? Number(tag) : confirmed + 1;
    }
    expect(confirmed).toBe(20);
  });

  it("BA6: come for a persistent message in a durable queue too", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true, durable: true });
    await wire.call("confirm.select");
    wire.publish("m1", { key: k }, { deliveryMode: 2 });
    expect(await wire.until("ack")).toEqual(["ack 1"]);
  });
});

describe("a body", () => {
  it("CO3: may be empty", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    await wire.call("basic.consume", { queue: k, consumerTag: "A", noAck: true });
    wire.publish("", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver A "]);
  });

  it("FR11: may fill many frames", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    await wire.call("basic.consume", { queue: k, consumerTag: "A", noAck: true });
    const body = "0123456789".repeat(50_000);
    wire.publish(body, { key: k });
    expect(await wire.until("deliver")).toEqual([`deliver A ${body}`]);
  });
});
