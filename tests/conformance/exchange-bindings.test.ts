import { describe, expect, it } from "vitest";
import type { MethodFields } from "#broker/wire/methods.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

/** Exchanges by the names of the test, all gone at its end; the queue q, whose consumer is A. */
async function setup() {
  const wire = await openWire(url);
  const queue = wire.unique("q");
  await wire.call("queue.declare", { queue, exclusive: true });
  await wire.call("basic.consume", { queue, consumerTag: "A", noAck: true });
  return {
    wire,
    queue,
    exchange: (name: string, settings: Partial<MethodFields<"exchange.declare">> = {}) =>
      wire.call("exchange.declare", { exchange: wire.unique(name), type: "fanout", ...settings }),
    bind: (source: string, destination: string, routingKey = "") =>
      wire.call("exchange.bind", {
        source: wire.unique(source),
        destination: wire.unique(destination),
        routingKey,
      }),
    bindQueue: (source: string, routingKey = "") =>
      wire.call("queue.bind", { queue, exchange: wire.unique(source), routingKey }),
    publish: (body: string, name: string, key = "") => {
      wire.publish(body, { exchange: wire.unique(name), key, mandatory: true });
    },
    isThere: async (name: string) => {
      wire.send("exchange.declare", { exchange: wire.unique(name), type: "x", passive: true });
      const [line] = await wire.until("");
      if (line === "exchange.declare-ok") return true;
      wire.send("channel.close-ok");
      await wire.call("channel.open");
      return false;
    },
    remove: async (...names: readonly string[]) => {
      for (const name of names) await wire.call("exchange.delete", { exchange: wire.unique(name) });
    },
  };
}

describe("exchanges bound to exchanges", () => {
  it("EX10: pass messages on in circles, and each queue gets each once", async () => {
    const { wire, exchange, bind, bindQueue, publish, remove } = await setup();
    for (const name of ["a", "b", "c"]) await exchange(name);
    for (const [from, to] of ["ab", "bc", "ca", "aa"]) await bind(from!, to!);
    await bindQueue("a");
    await bindQueue("c");
    publish("m1", "a");
    publish("m2", "c");
    expect(await wire.until("deliver", 2)).toEqual(["deliver A m1", "deliver A m2"]);
    await remove("a", "b", "c");
  });

  it("EX10: look at the key each for itself; a message keeps the name of the first", async () => {
    const { wire, exchange, bind, bindQueue, publish, remove } = await setup();
    await exchange("topics", { type: "topic" });
    await exchange("inner", { type: "direct", internal: true });
    await bind("topics", "inner", "a.#");
    await bindQueue("inner", "a.b");
    publish("m1", "topics", "a.c");
    publish("m2", "topics", "a.b");
    expect(await wire.until("deliver")).toEqual([
      "return 312 NO_ROUTE topics/a.c m1",
      "deliver A m2",
    ]);
    expect(wire.last("basic.deliver")?.fields).toMatchObject({
      exchange: wire.unique("topics"),
      routingKey: "a.b",
    });
    await remove("topics", "inner");
  });

  it("EX12: a binding taken away leads nowhere", async () => {
    const { wire, exchange, bind, bindQueue, publish, remove } = await setup();
    await exchange("a");
    await exchange("b");
    await bind("a", "b");
    await bindQueue("b");
    await wire.call("exchange.unbind", { source: wire.unique("a"), destination: wire.unique("b") });
    publish("m1", "a");
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE a/ m1"]);
    await remove("a", "b");
  });

  it("EX12: one that is only bound to counts as unused; its bindings go with it", async () => {
    const { wire, exchange, bind, remove } = await setup();
    await exchange("a");
    await exchange("b");
    await bind("a", "b");
    wire.send("exchange.delete", { exchange: wire.unique("a"), ifUnused: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - exchange 'a' in vhost '/' in use [40.20]",
    ]);
    wire.send("channel.close-ok");
    await wire.call("channel.open");
    for (const name of ["b", "a"]) {
      const unused = { exchange: wire.unique(name), ifUnused: true };
      expect(await wire.call("exchange.delete", unused)).toEqual(["exchange.delete-ok"]);
    }
    await remove();
  });

  it("EX12: auto-delete ones go, one after the other, when what they led to goes", async () => {
    const { wire, queue, exchange, bind, bindQueue, isThere } = await setup();
    await exchange("a", { autoDelete: true });
    await exchange("b", { autoDelete: true });
    await bind("a", "b");
    await bindQueue("b");
    await wire.call("queue.delete", { queue });
    expect(await isThere("a")).toBe(false);
    expect(await isThere("b")).toBe(false);
  });

  it("EX12: an auto-delete one stays when what led to it goes", async () => {
    const { wire, exchange, bind, isThere, remove } = await setup();
    await exchange("a", { autoDelete: true });
    await exchange("b", { autoDelete: true });
    await bind("a", "b");
    await wire.call("exchange.unbind", { source: wire.unique("a"), destination: wire.unique("b") });
    expect(await isThere("a")).toBe(false);
    expect(await isThere("b")).toBe(true);
    await remove("b");
  });

  it.each([
    ["a missing source, named first", "nope1", "nope2", "404 NOT_FOUND - no exchange 'nope1'"],
    ["a missing destination", "amq.fanout", "nope2", "404 NOT_FOUND - no exchange 'nope2'"],
  ])("EX11: can't be bound with %s", async (_, source, destination, refusal) => {
    const { wire } = await setup();
    const named = (name: string) => (name.startsWith("amq.") ? name : wire.unique(name));
    const ends = { source: named(source), destination: named(destination) };
    expect(await wire.call("exchange.unbind", ends)).toEqual(["exchange.unbind-ok"]);
    wire.send("exchange.bind", ends);
    expect(await wire.until("channel.close")).toEqual([
      `channel.close ${refusal} in vhost '/' [40.30]`,
    ]);
  });

  it.each([
    ["exchange.bind", "", "amq.fanout", "40.30"],
    ["exchange.bind", "amq.fanout", "", "40.30"],
    ["exchange.unbind", "", "amq.fanout", "40.40"],
    ["exchange.unbind", "amq.fanout", "", "40.40"],
  ] as const)("EX6: %s of '%s' to '%s'", async (method, source, destination, culprit) => {
    const { wire } = await setup();
    wire.send(method, { source, destination });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 403 ACCESS_REFUSED - operation not permitted on the default exchange [${culprit}]`,
    ]);
  });

  it("BA16: are bound and unbound without a word if so asked", async () => {
    const { wire } = await setup();
    const ends = { source: "amq.fanout", destination: wire.unique("x") };
    wire.send("exchange.declare", { exchange: ends.destination, type: "fanout", noWait: true });
    wire.send("exchange.bind", { ...ends, noWait: true });
    wire.send("exchange.unbind", { ...ends, noWait: true });
    wire.send("exchange.delete", { exchange: ends.destination, noWait: true });
    expect(await wire.call("basic.qos")).toEqual(["basic.qos-ok"]);
  });
});

describe("an alternate exchange", () => {
  const alternate = (name: string) => ({ arguments: fieldTable({ "alternate-exchange": name }) });

  it("EX13: gets what matches nothing; only what reaches no queue at all is returned", async () => {
    const { wire, exchange, bindQueue, publish, remove } = await setup();
    await exchange("x", { type: "direct", ...alternate(wire.unique("other")) });
    publish("m1", "x");
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE x/ m1"]);
    await exchange("other");
    publish("m2", "x");
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE x/ m2"]);
    await bindQueue("other");
    publish("m3", "x");
    expect(await wire.until("deliver")).toEqual(["deliver A m3"]);
    expect(wire.last("basic.deliver")?.fields).toMatchObject({ exchange: wire.unique("x") });
    await remove("x", "other");
  });

  it("EX13: gets nothing where an exchange matched, even if that leads nowhere", async () => {
    const { wire, exchange, bind, bindQueue, publish, remove } = await setup();
    await exchange("x", { type: "direct", ...alternate(wire.unique("other")) });
    await exchange("other");
    await exchange("end");
    await bindQueue("other");
    await bind("x", "end", "there");
    publish("m1", "x", "there");
    publish("m2", "x", "elsewhere");
    expect(await wire.until("deliver")).toEqual(["return 312 NO_ROUTE x/there m1", "deliver A m2"]);
    await remove("x", "other", "end");
  });

  it("EX13: of each exchange on the way counts, in circles too, internal ones too", async () => {
    const { wire, exchange, bind, bindQueue, publish, remove } = await setup();
    await exchange("a", { type: "direct", ...alternate(wire.unique("b")) });
    await exchange("b", { type: "direct", ...alternate(wire.unique("a")) });
    publish("m1", "a");
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE a/ m1"]);
    await exchange("c", { type: "direct", ...alternate(wire.unique("d")) });
    await exchange("d", { internal: true });
    await bind("b", "c", "k");
    await bindQueue("d");
    publish("m2", "a", "k");
    expect(await wire.until("deliver")).toEqual(["deliver A m2"]);
    await remove("a", "b", "c", "d");
  });

  it("EX13: can't be the default one: a queue's name leads nowhere", async () => {
    const { wire, queue, exchange, publish, remove } = await setup();
    await exchange("x", { type: "direct", ...alternate("") });
    publish("m1", "x", queue);
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE x/q m1"]);
    await remove("x");
  });

  it("EX14: must be a name", async () => {
    const { wire } = await setup();
    const bad = { arguments: fieldTable({ "alternate-exchange": 5 }) };
    wire.send("exchange.declare", { exchange: wire.unique("x"), type: "fanout", ...bad });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - invalid type 'signedint' for arg 'alternate-exchange' in exchange 'x' in vhost '/' [40.10]",
    ]);
  });

  it.each([
    ["another", "e", "received 'e' but current is 'd'"],
    ["none", undefined, "received none but current is the value 'd' of type 'longstr'"],
  ])("EX14: can't be declared again with %s", async (_, other, refusal) => {
    const { wire, exchange, remove } = await setup();
    await exchange("x", alternate("d"));
    await exchange("x", { arguments: fieldTable({ "alternate-exchange": "d", whatever: 1 }) });
    const x = { exchange: wire.unique("x"), type: "fanout" };
    wire.send("exchange.declare", { ...x, ...(other === undefined ? {} : alternate(other)) });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - inequivalent arg 'alternate-exchange' for exchange 'x' in vhost '/': ${refusal} [40.10]`,
    ]);
    wire.send("channel.close-ok");
    await wire.call("channel.open");
    await remove("x");
  });
});
