import { describe, expect, it } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

interface Pattern {
  readonly routingKey?: string;
  readonly arguments?: ReadonlyMap<string, Field>;
}

/** A new exchange, with one queue bound per pattern, and which of them a message reaches, by name. */
async function setup(type: string, patterns: Readonly<Record<string, Pattern>>) {
  const wire = await openWire(url);
  const exchange = wire.unique("x");
  await wire.call("exchange.declare", { exchange, type, autoDelete: true });
  for (const [name, pattern] of Object.entries(patterns)) {
    const queue = wire.unique(`q ${name}`);
    await wire.call("queue.declare", { queue, exclusive: true });
    await wire.call("queue.bind", { queue, exchange, ...pattern });
  }
  await wire.call("confirm.select");
  return {
    reached: async (routingKey: string, headers?: ReadonlyMap<string, Field>) => {
      wire.publish("m", { exchange, key: routingKey }, headers === undefined ? {} : { headers });
      await wire.until("ack");
      const names = Object.keys(patterns);
      const counts: unknown[] = [];
      for (const name of names) counts.push(await purged(wire, `q ${name}`));
      return names.filter((_, i) => counts[i] === "queue.purge-ok 1").join(" ");
    },
  };
}

async function purged(wire: WireClient, name: string) {
  const [line] = await wire.call("queue.purge", { queue: wire.unique(name) });
  return line;
}

const keyed = (...keys: readonly string[]): Record<string, Pattern> =>
  Object.fromEntries(keys.map((routingKey) => [routingKey, { routingKey }]));

describe("topic", () => {
  it("RT3: words may be empty, and only the empty key has none", async () => {
    const { reached } = await setup(
      "topic",
      keyed("", "#", "*", ".", "a", "a.*", "a.#", "#.a", "*.*", "#.#", "a..b", "a.*.b", "*.#.*"),
    );
    expect(await reached("")).toBe(" # #.#");
    expect(await reached(".")).toBe("# . *.* #.# *.#.*");
    expect(await reached("a")).toBe("# * a a.# #.a #.#");
    expect(await reached("a.")).toBe("# a.* a.# *.* #.# *.#.*");
    expect(await reached("a..b")).toBe("# a.# #.# a..b a.*.b *.#.*");
  });

  it("RT3: * and # mean something as whole words of a binding only", async () => {
    const { reached } = await setup("topic", keyed("*", "#", "a*", "a.#", "a.b"));
    expect(await reached("*")).toBe("* #");
    expect(await reached("#")).toBe("* #");
    expect(await reached("ab")).toBe("* #");
    expect(await reached("a*")).toBe("* # a*");
    expect(await reached("a.*")).toBe("# a.#");
  });
});

describe("headers", () => {
  it("RT4: x-match, and what is named x-…", async () => {
    const named = { "x-a": 1, b: 1 };
    const { reached } = await setup("headers", {
      nothing: {},
      all: { arguments: fieldTable({ ...named, "x-match": "all" }) },
      any: { arguments: fieldTable({ ...named, "x-match": "any" }) },
      allWithX: { arguments: fieldTable({ ...named, "x-match": "all-with-x" }) },
      anyWithX: { arguments: fieldTable({ ...named, "x-match": "any-with-x" }) },
      anyOfNone: { arguments: fieldTable({ "x-a": 1, "x-match": "any" }) },
      allOfNone: { arguments: fieldTable({ "x-a": 1, "x-match": "all" }) },
    });
    expect(await reached("")).toBe("nothing allOfNone");
    expect(await reached("", fieldTable({ "x-a": 1 }))).toBe("nothing anyWithX allOfNone");
    expect(await reached("", fieldTable({ b: 1 }))).toBe("nothing all any anyWithX allOfNone");
    expect(await reached("", fieldTable(named))).toBe(
      "nothing all any allWithX anyWithX allOfNone",
    );
  });

  it("RT4: numbers match numbers and text matches bytes; inside arrays and tables types count", async () => {
    const values: Readonly<Record<string, Field>> = {
      int: { type: "signedint", value: 1 },
      double: { type: "double", value: 1 },
      time: { type: "timestamp", value: 1n },
      text: { type: "longstr", value: "1" },
      bytes: { type: "binary", value: new Uint8Array([0x31]) },
      bool: { type: "bool", value: true },
      decimal: { type: "decimal", value: { scale: 1, unscaled: 10 } },
      array: { type: "array", value: [{ type: "signedint", value: 1 }] },
      table: { type: "table", value: fieldTable({ a: 1 }) },
      void: { type: "void", value: null },
    };
    const { reached } = await setup(
      "headers",
      Object.fromEntries(
        Object.entries(values).map(([name, v]) => [name, { arguments: new Map([["v", v]]) }]),
      ),
    );
    const others: Readonly<Record<string, Field>> = {
      byte: { type: "byte", value: 1 },
      decimal: { type: "decimal", value: { scale: 2, unscaled: 100 } },
      array: { type: "array", value: [{ type: "long", value: 1n }] },
      table: { type: "table", value: fieldTable({ a: { type: "double", value: 1 } }) },
    };
    const found = async (v: Field) => reached("", new Map([["v", v]]));
    const numbers = [values["int"]!, values["double"]!, values["time"]!, others["byte"]!];
    const matches = [];
    for (const number of numbers) matches.push(await found(number));
    expect(matches.join("; ")).toBe(expected("RT4", "numbers"));
    for (const text of [values["text"]!, values["bytes"]!])
      expect(await found(text)).toBe("text bytes void");
    for (const name of ["bool", "decimal", "array", "table"])
      expect(await found(values[name]!)).toBe(`${name} void`);
    for (const name of ["decimal", "array", "table"])
      expect(await found(others[name]!)).toBe("void");
  });

  it.each([
    ["some", 'value <<"some">>; expected all, any, all-with-x, or any-with-x'],
    [1, "type signedint (value 1); expected longstr"],
    [true, "type bool (value true); expected longstr"],
    [null, "type void (value undefined); expected longstr"],
    [
      { type: "table", value: fieldTable({ a: 1 }) } as const,
      'type table (value [{<<"a">>,signedint,1}]); expected longstr',
    ],
  ])("EX15: x-match %j", async (match, refusal) => {
    const wire = await openWire(url);
    const queue = wire.unique("q");
    await wire.call("queue.declare", { queue, exclusive: true });
    const args = fieldTable({ "x-match": match });
    wire.send("queue.bind", { queue, exchange: "amq.headers", arguments: args });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - Invalid x-match field ${refusal} [50.20]`,
    ]);
  });
});

describe("line breaks in names", () => {
  it("QU14: are dropped from those declared, bound, unbound and deleted", async () => {
    const wire = await openWire(url);
    const broken = `\r${wire.unique("k")}\n`;
    const declared = ["queue.declare-ok k 0 0"];
    expect(await wire.call("queue.declare", { queue: broken, exclusive: true })).toEqual(declared);
    expect(await wire.call("queue.declare", { queue: broken, passive: true })).toEqual(declared);
    const binding = { queue: broken, exchange: "amq.\ndirect", routingKey: wire.unique("r") };
    await wire.call("queue.bind", binding);
    wire.publish("m1", { exchange: "amq.direct", key: binding.routingKey });
    await wire.call("basic.qos");
    await wire.call("queue.unbind", binding);
    wire.publish("m2", { exchange: "amq.direct", key: binding.routingKey });
    await wire.call("basic.qos");
    expect(await wire.call("queue.delete", { queue: broken })).toEqual(["queue.delete-ok 1"]);
    const [line] = await wire.call("queue.declare", { queue: "\r\n", exclusive: true });
    expect(line).toMatch(/^queue\.declare-ok amq\.gen-/);
  });

  it("QU14: and stay in those of exchanges declared, bound and deleted neither", async () => {
    const wire = await openWire(url);
    const [x, broken] = [wire.unique("x"), `\n${wire.unique("x")}`];
    await wire.call("exchange.declare", { exchange: broken, type: "fanout" });
    await wire.call("exchange.declare", { exchange: x, type: "fanout", passive: true });
    await wire.call("exchange.bind", { source: broken, destination: broken });
    await wire.call("exchange.unbind", { source: x, destination: x });
    await wire.call("exchange.delete", { exchange: broken });
    wire.send("exchange.declare", { exchange: broken, passive: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'x' in vhost '/' [40.10]",
    ]);
  });

  it.each(["queue.purge", "basic.get", "basic.consume"] as const)(
    "QU14: and are looked for by %s",
    async (method) => {
      const wire = await openWire(url);
      const queue = wire.unique("k\n");
      await wire.call("queue.declare", { queue, exclusive: true });
      wire.send(method, { queue });
      expect((await wire.until("channel.close"))[0]).toContain(
        "channel.close 404 NOT_FOUND - no queue 'k\n' in vhost '/'",
      );
    },
  );
});
