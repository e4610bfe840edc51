import { describe, expect, it } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

type Given = Parameters<typeof fieldTable>[0];
const long: Field = { type: "long", value: 1n };
const float: Field = { type: "float", value: 1.5 };
const octets: Field = { type: "binary", value: new Uint8Array(Buffer.from("x")) };
const table = (values: Given): Field => ({ type: "table", value: fieldTable(values) });
const array = (...value: readonly Field[]): Field => ({ type: "array", value });

describe("a binding is another one", () => {
  it.each<[what: string, bound: Given, unbound: Given]>([
    ["a number of another type", { a: 1 }, { a: long }],
    ["a fraction of another type", { a: 1.5 }, { a: float }],
    ["octets instead of text", { a: "x" }, { a: octets }],
    ["one argument less", { a: null }, {}],
    ["one argument more", {}, { a: null }],
    ["a table in another order", { a: table({ x: 1, y: 2 }) }, { a: table({ y: 2, x: 1 }) }],
    ["another type inside a table", { a: table({ x: 1 }) }, { a: table({ x: long }) }],
    ["another type inside an array", { a: array(long) }, { a: array(float) }],
  ])("EX16: with %s", async (_, bound, unbound) => {
    expect(await routedAfterUnbinding(bound, unbound)).toBe("get-ok m1 (0 left)");
  });

  it("EX16: but not with its arguments in another order", async () => {
    const nested = table({ x: long, y: array(float) });
    const outcome = await routedAfterUnbinding({ a: nested, b: "x" }, { b: "x", a: nested });
    expect(outcome).toBe("basic.get-empty");
  });
});

/** What comes through a binding once made with some arguments and unmade with others. */
async function routedAfterUnbinding(bound: Given, unbound: Given): Promise<string | undefined> {
  const wire = await openWire(url);
  const queue = wire.unique("q");
  const binding = { queue, exchange: "amq.direct", routingKey: queue };
  await wire.call("queue.declare", { queue, exclusive: true });
  await wire.call("queue.bind", { ...binding, arguments: fieldTable(bound) });
  await wire.call("queue.unbind", { ...binding, arguments: fieldTable(unbound) });
  wire.publish("m1", { exchange: "amq.direct", key: queue });
  wire.send("basic.get", { queue });
  return (await wire.until("")).at(-1);
}
