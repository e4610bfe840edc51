import { describe, expect, it } from "vitest";
import type { FieldTable } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

interface Binding {
  readonly key?: string;
  readonly headers?: FieldTable;
}

/** An exchange with one queue per binding, each read by the consumer named with it. */
async function setup(type: string, bindings: Readonly<Record<string, Binding>>) {
  const wire = await openWire(url);
  const exchange = wire.unique("x");
  await wire.call("exchange.declare", { exchange, type, autoDelete: true });
  for (const [tag, { key = "", headers = new Map() }] of Object.entries(bindings)) {
    const queue = wire.unique(tag);
    await wire.call("queue.declare", { queue, exclusive: true });
    await wire.call("queue.bind", { queue, exchange, routingKey: key, arguments: headers });
    await wire.call("basic.consume", { queue, consumerTag: tag, noAck: true });
  }
  return {
    wire,
    exchange,
    /** Who gets a message with this key and these headers: tags in alphabetical order. */
    reached: async (key: string, headers?: FieldTable) => {
      await wire.call("confirm.select");
      wire.publish("m", { exchange, key, mandatory: true }, headers && { headers });
      // A message is confirmed once it is in every queue, not once it has been delivered: ask again.
      const lines = [...(await wire.until("ack"))];
      const tags = () => lines.flatMap((line) => /^deliver (\w+)/.exec(line)?.[1] ?? []);
      for (const tag of Object.keys(bindings))
        lines.push(...(await wire.call("queue.purge", { queue: wire.unique(tag) })));
      return tags().sort().join("");
    },
  };
}

describe("direct", () => {
  it("EX1: goes by the very key, to every queue bound with it", async () => {
    const { reached } = await setup("direct", {
      A: { key: "red" },
      B: { key: "blue" },
      C: { key: "red" },
    });
    expect(await reached("red")).toBe("AC");
    expect(await reached("blue")).toBe("B");
    expect(await reached("re")).toBe("");
  });
});

describe("fanout", () => {
  it("EX1: goes to every queue whatever the key", async () => {
    const { reached } = await setup("fanout", { A: { key: "red" }, B: {} });
    expect(await reached("anything")).toBe("AB");
  });
});

describe("topic", () => {
  it("EX1: * is one word, # any number of them", async () => {
    const { reached } = await setup("topic", {
      A: { key: "*.orange.*" },
      B: { key: "lazy.#" },
      C: { key: "#" },
      D: { key: "*" },
      E: { key: "#.rabbit" },
    });
    expect(await reached("quick.orange.rabbit")).toBe("ACE");
    expect(await reached("lazy.orange.male.rabbit")).toBe("BCE");
    expect(await reached("lazy")).toBe("BCD");
    expect(await reached("rabbit")).toBe("CDE");
    expect(await reached("")).toBe("C");
    expect(await reached("orange")).toBe("CD");
  });
});

describe("headers", () => {
  const both = { format: "pdf", type: "report" };

  it("EX1: all of them, or any of them", async () => {
    const { reached } = await setup("headers", {
      A: { headers: fieldTable({ ...both, "x-match": "all" }) },
      B: { headers: fieldTable({ ...both, "x-match": "any" }) },
      C: { headers: fieldTable(both) },
    });
    expect(await reached("", fieldTable(both))).toBe("ABC");
    expect(await reached("", fieldTable({ format: "pdf", type: "log" }))).toBe("B");
    expect(await reached("", fieldTable({ format: "zip" }))).toBe("");
    expect(await reached("")).toBe("");
  });
});

describe("the exchanges that are always there", () => {
  it.each([
    ["amq.direct", "direct"],
    ["amq.fanout", "fanout"],
    ["amq.topic", "topic"],
    ["amq.headers", "headers"],
    ["amq.match", "headers"],
  ])("EX2: %s is %s and durable", async (exchange, type) => {
    const wire = await openWire(url);
    expect(await wire.call("exchange.declare", { exchange, type, durable: true })).toEqual([
      "exchange.declare-ok",
    ]);
  });

  it("EX6: the default one reaches each queue by its name and can't be bound", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    wire.publish("m1", { key: k });
    await wire.call("basic.consume", { queue: k, consumerTag: "A", noAck: true });
    await wire.until("deliver");
    wire.send("queue.bind", { queue: k, exchange: "", routingKey: "other" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 403 ACCESS_REFUSED - operation not permitted on the default exchange [50.20]",
    ]);
  });
});

describe("an exchange", () => {
  it("EX3: can't be declared again with another type", async () => {
    const { wire, exchange } = await setup("direct", { A: { key: "a" } });
    wire.send("exchange.declare", { exchange, type: "fanout", autoDelete: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'x' in vhost '/': " +
        "received 'fanout' but current is 'direct' [40.10]",
    ]);
  });

  it("EX4: asked for passively compares nothing, and must be there", async () => {
    const { wire, exchange } = await setup("direct", { A: { key: "a" } });
    const other = { exchange, type: "magic", durable: true, passive: true };
    expect(await wire.call("exchange.declare", other)).toEqual(["exchange.declare-ok"]);
    wire.send("exchange.declare", { ...other, exchange: wire.unique("nope") });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [40.10]",
    ]);
  });

  it("EX7: in use is not deleted if-unused", async () => {
    const { wire, exchange } = await setup("direct", { A: { key: "a" } });
    wire.send("exchange.delete", { exchange, ifUnused: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - exchange 'x' in vhost '/' in use [40.20]",
    ]);
  });

  it("EX1: of a type nobody knows is refused", async () => {
    const wire = await openWire(url);
    wire.send("exchange.declare", { exchange: wire.unique("x"), type: "magic" });
    expect((await wire.until("")).at(-1)).toBe(
      `${expected("EX1", "closes")} - unknown exchange type 'magic' [40.10]`,
    );
  });

  it("QU11: only a binding that is there asks whose exclusive queue it is", async () => {
    const owner = await openWire(url);
    const k = owner.unique("k");
    await owner.call("queue.declare", { queue: k, exclusive: true });
    await owner.call("queue.bind", { queue: k, exchange: "amq.direct", routingKey: "a" });
    const stranger = await openWire(url);
    const unbind = (exchange: string, routingKey: string) =>
      stranger.call("queue.unbind", { queue: k, exchange, routingKey });
    expect(await unbind("amq.direct", "b")).toEqual(["queue.unbind-ok"]);
    expect(await unbind(owner.unique("nope"), "a")).toEqual(["queue.unbind-ok"]);
    stranger.send("queue.unbind", { queue: k, exchange: "amq.direct", routingKey: "a" });
    const [refusal] = await stranger.until("channel.close");
    expect(refusal).toContain("405 RESOURCE_LOCKED");
  });

  it("QU11: forgets a queue that was unbound", async () => {
    const { wire, exchange, reached } = await setup("direct", { A: { key: "a" }, B: { key: "a" } });
    await wire.call("queue.unbind", { queue: wire.unique("B"), exchange, routingKey: "a" });
    expect(await reached("a")).toBe("A");
  });
});
