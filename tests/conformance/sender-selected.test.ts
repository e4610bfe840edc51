import { describe, expect, it } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { headerFrame, publishFrame } from "#tests/support/raw-frame.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

const texts = (...values: readonly string[]): Field => ({
  type: "array",
  value: values.map((value) => ({ type: "longstr", value })),
});

/** Queues a and b with consumers A and B. */
async function setup() {
  const wire = await openWire(url);
  const [a, b] = [wire.unique("a"), wire.unique("b")];
  for (const [queue, consumerTag] of [
    [a, "A"],
    [b, "B"],
  ] as const) {
    await wire.call("queue.declare", { queue, exclusive: true });
    await wire.call("basic.consume", { queue, consumerTag, noAck: true });
  }
  return { wire, a, b };
}

describe("headers CC and BCC", () => {
  it.each(["CC", "BCC"])(
    "BA17: %s names further keys; a queue gets the message once",
    async (header) => {
      const { wire, a, b } = await setup();
      wire.publish("m1", { key: a }, { headers: fieldTable({ [header]: texts(b, a, b) }) });
      for (const key of [a, b]) wire.publish("end", { key });
      expect((await wire.until("deliver", 4)).toSorted()).toEqual([
        "deliver A end",
        "deliver A m1",
        "deliver B end",
        "deliver B m1",
      ]);
    },
  );

  it("BA17: BCC is gone from what arrives, all else is there", async () => {
    const { wire, a } = await setup();
    const others = { CC: texts("nowhere"), z: 1 };
    wire.publish("m1", { key: a }, { headers: fieldTable({ ...others, BCC: texts("x") }) });
    await wire.until("deliver");
    expect(wire.lastProperties()).toEqual({ headers: fieldTable(others) });
    wire.publish("m2", { key: a }, { headers: fieldTable({ BCC: texts("x") }), messageId: "7" });
    await wire.until("deliver");
    expect(wire.lastProperties()).toEqual({ headers: new Map(), messageId: "7" });
  });

  it("BA17: goes through exchanges, and the message keeps its first key", async () => {
    const { wire, a } = await setup();
    const key = wire.unique("x");
    await wire.call("queue.bind", { queue: a, exchange: "amq.topic", routingKey: `${key}.#` });
    const headers = fieldTable({ CC: texts(`${key}.1`) });
    wire.publish("m1", { exchange: "amq.topic", key: "nowhere", mandatory: true }, { headers });
    expect(await wire.until("deliver")).toEqual(["deliver A m1"]);
    expect(wire.last("basic.deliver")?.fields).toMatchObject({ routingKey: "nowhere" });
  });

  it("BA17: what reaches nobody is returned without BCC", async () => {
    const { wire } = await setup();
    const headers = fieldTable({ BCC: texts("x"), CC: texts("y") });
    wire.publish("m1", { key: "nowhere", mandatory: true }, { headers });
    expect(await wire.until("return")).toEqual(["return 312 NO_ROUTE /nowhere m1"]);
    expect(wire.lastProperties()).toEqual({ headers: fieldTable({ CC: texts("y") }) });
  });

  it("BA17: what is no text in the array is passed over, and other spellings mean nothing", async () => {
    const { wire, a, b } = await setup();
    const mixed: Field = {
      type: "array",
      value: [
        { type: "signedint", value: 1 },
        { type: "binary", value: new Uint8Array(Buffer.from(b)) },
      ],
    };
    wire.publish("m1", { key: a }, { headers: fieldTable({ CC: mixed, cc: texts(b) }) });
    wire.publish("m2", { key: b });
    const lines = [...(await wire.until("deliver")), ...(await wire.until("deliver"))];
    expect(lines.toSorted()).toEqual(["deliver A m1", "deliver B m2"]);
  });

  it.each([
    ["CC", "longstr", "a"],
    ["BCC", "signedint", 1],
    ["CC", "void", null],
  ])("BA18: %s of type %s", async (header, type, value) => {
    const { wire, a } = await setup();
    wire.publish("m1", { key: a }, { headers: fieldTable({ [header]: value }) });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid message: {unacceptable_type_in_header,"${header}",${type}} [60.40]`,
    ]);
  });

  it("BA22: is refused before a delivery mode nobody knows", async () => {
    const { wire, a } = await setup();
    const properties = "3000 0000000c 02 4343 53 00000004 61626364 07";
    wire.sendBytes(Buffer.concat([publishFrame(1, "", a), headerFrame(1, 0, { properties })]));
    expect(await wire.until("channel.close")).toEqual([
      'channel.close 406 PRECONDITION_FAILED - invalid message: {unacceptable_type_in_header,"CC",longstr} [60.40]',
    ]);
  });
});
