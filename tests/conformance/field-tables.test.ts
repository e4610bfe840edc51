import { describe, expect, it } from "vitest";
import type { Field, FieldTable } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

describe("field tables", () => {
  const nested: FieldTable = fieldTable({
    a: 1,
    b: { type: "table", value: fieldTable({ c: "d" }) },
  });
  const every: Readonly<Record<string, Field>> = {
    bool: { type: "bool", value: true },
    byte: { type: "byte", value: -128 },
    unsignedbyte: { type: "unsignedbyte", value: 255 },
    short: { type: "short", value: -32_768 },
    unsignedshort: { type: "unsignedshort", value: 65_535 },
    signedint: { type: "signedint", value: -2_147_483_648 },
    unsignedint: { type: "unsignedint", value: 4_294_967_295 },
    long: { type: "long", value: -(2n ** 63n) },
    float: { type: "float", value: 0.5 },
    double: { type: "double", value: -1e300 },
    decimal: { type: "decimal", value: { scale: 2, unscaled: 314 } },
    longstr: { type: "longstr", value: "任务队列" },
    binary: { type: "binary", value: new Uint8Array([0, 255, 128]) },
    array: {
      type: "array",
      value: [
        { type: "void", value: null },
        { type: "array", value: [] },
        { type: "table", value: nested },
      ],
    },
    timestamp: { type: "timestamp", value: 1_600_000_000n },
    table: { type: "table", value: nested },
    void: { type: "void", value: null },
    empty: { type: "table", value: new Map() },
  };

  it.each([
    ["passed on", {}],
    ["written anew, without BCC", { BCC: { type: "array", value: [] } as const }],
  ])("FR14: every type of field arrives as it was sent: %s", async (_, more) => {
    const wire = await openWire(url);
    const queue = wire.unique("k");
    await wire.call("queue.declare", { queue, exclusive: true });
    await wire.call("basic.consume", { queue, noAck: true });
    wire.publish("m1", { key: queue }, { headers: fieldTable({ ...every, ...more }) });
    await wire.until("deliver");
    expect(wire.lastProperties().headers).toEqual(fieldTable(every));
  });

  it("FR14: every type of field is taken as an argument", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("k");
    const args = { arguments: fieldTable(every) };
    await wire.call("queue.declare", { queue, exclusive: true, ...args });
    await wire.call("exchange.declare", {
      exchange: wire.unique("x"),
      type: "headers",
      autoDelete: true,
      ...args,
    });
    // A time in a header is not the time of a binding any more in RabbitMQ 4.
    const others = Object.entries(every).filter(([name]) => name !== "timestamp");
    const comparable = fieldTable(Object.fromEntries(others));
    await wire.call("queue.bind", { queue, exchange: wire.unique("x"), arguments: comparable });
    await wire.call("basic.consume", { queue, consumerTag: "A", noAck: true, ...args });
    const headers = fieldTable(every);
    wire.publish("m1", { exchange: wire.unique("x"), key: "" }, { headers });
    expect(await wire.until("deliver")).toEqual(["deliver A m1"]);
  });

  it("FR14: of a name that comes twice the first counts", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("k");
    const name = Buffer.from(queue);
    const declared = methodFrame(1, "queue.declare", { queue, exclusive: true });
    // The method without its empty table, and with one that has x-expires twice.
    const entries = Buffer.from("\x09x-expiresI\0\0\xea\x60\x09x-expiresI\0\0\0\0", "latin1");
    const payload = Buffer.concat([
      declared.subarray(7, -5),
      Buffer.from([0, 0, 0, entries.length]),
      entries,
    ]);
    expect(payload.includes(name)).toBe(true);
    const head = Buffer.from([1, 0, 1, 0, 0, 0, payload.length]);
    wire.sendBytes(Buffer.concat([head, payload, Buffer.from([0xce])]));
    expect(await wire.until("queue.declare-ok")).toEqual(["queue.declare-ok k 0 0"]);
  });
});
