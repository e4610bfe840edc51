import { describe, expect, it } from "vitest";
import { FrameSplitter } from "#broker/wire/frame-splitter.ts";
import { FRAME_BODY, FRAME_HEADER } from "#broker/wire/frame.ts";
import type { Field, FieldTable } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { bodyFrame, headerFrame, publishFrame } from "#tests/support/raw-frame.ts";
import { connectWire, openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, expected, itHolds } = await conformanceBroker();

const LEAST_FRAME_MAX = Number(expected("CN6", "least"));
/** Beside the payload. */
const FRAME_BYTES = 8;
const MOST_OF_A_BODY = LEAST_FRAME_MAX - FRAME_BYTES;

/** The exclusive queue k with m1 … m`count` in it. */
async function withMessages(count: number, settings: { readonly durable?: boolean } = {}) {
  const wire = await openWire(url);
  const queue = wire.unique("k");
  await wire.call("queue.declare", { queue, exclusive: true, ...settings });
  for (let i = 1; i <= count; i++) wire.publish(`m${i}`, { key: queue });
  await countOf(wire, queue, count);
  return { wire, queue };
}

/** Waits until the queue counts `count` ready messages. */
async function countOf(wire: WireClient, queue: string, count: number): Promise<void> {
  for (;;) {
    const [line] = await wire.call("queue.declare", { queue, passive: true });
    if (line === `queue.declare-ok k ${count} 0`) return;
  }
}

describe("order on the wire", () => {
  it("BA10: get-ok, consume-ok, then the deliveries", async () => {
    const { wire, queue } = await withMessages(3);
    wire.send("basic.get", { queue, noAck: true });
    wire.send("basic.consume", { queue, consumerTag: "A", noAck: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "get-ok m1 (2 left)",
      "basic.consume-ok A",
      "deliver A m2",
      "deliver A m3",
    ]);
  });

  itHolds("BA10, DQ14: qos-ok, then what it lets through", async () => {
    const { wire, queue } = await withMessages(3);
    await wire.call("basic.qos", { prefetchCount: 1, global: true });
    await wire.call("basic.consume", { queue, consumerTag: "A" });
    await wire.until("deliver");
    wire.send("basic.qos", { prefetchCount: 3, global: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "basic.qos-ok",
      "deliver A m2",
      "deliver A m3",
    ]);
  });

  it("BA10: recover-ok, then what comes again", async () => {
    const { wire, queue } = await withMessages(2);
    await wire.call("basic.consume", { queue, consumerTag: "A" });
    await wire.until("deliver", 2);
    wire.send("basic.recover", { requeue: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "basic.recover-ok",
      "deliver A m1*",
      "deliver A m2*",
    ]);
  });

  it("BA11: after cancel-ok not one delivery", async () => {
    const { wire, queue } = await withMessages(0);
    await wire.call("basic.consume", { queue, consumerTag: "A", noAck: true });
    for (let i = 1; i <= 50; i++) wire.publish(`m${i}`, { key: queue });
    wire.send("basic.cancel", { consumerTag: "A" });
    for (let i = 51; i <= 100; i++) wire.publish(`m${i}`, { key: queue });
    const before = await wire.until("basic.cancel-ok");
    const after = await wire.call("access.request");
    expect(after).toEqual(["access.request-ok"]);
    const delivered = before.filter((line) => line.startsWith("deliver")).length;
    await countOf(wire, queue, 100 - delivered);
  });

  it("QU9: delete-ok, then the cancels", async () => {
    const wire = await openWire(url, {
      capabilities: fieldTable({ consumer_cancel_notify: true }),
    });
    const queue = wire.unique("k");
    await wire.call("queue.declare", { queue, exclusive: true });
    for (const consumerTag of ["A", "B"]) await wire.call("basic.consume", { queue, consumerTag });
    wire.send("queue.delete", { queue });
    const [first, ...cancels] = await wire.until("basic.cancel", 2);
    expect(first).toBe("queue.delete-ok 0");
    expect(cancels.toSorted()).toEqual(["basic.cancel A", "basic.cancel B"]);
  });

  it("BA6: a return, then the ack of the message that came back", async () => {
    const { wire, queue } = await withMessages(0);
    await wire.call("confirm.select");
    wire.publish("m1", { key: "nowhere", mandatory: true });
    expect(await wire.until("ack")).toEqual(["return 312 NO_ROUTE /nowhere m1", "ack 1"]);
    await countOf(wire, queue, 0);
  });

  it("CF7: the confirms of what went before, then channel.close", async () => {
    const { wire, queue } = await withMessages(0);
    await wire.call("confirm.select");
    wire.sendBytes(
      Buffer.concat([
        ...[1, 2, 3].flatMap(() => [publishFrame(1, "", queue), headerFrame(1, 0)]),
        publishFrame(1, "no such exchange", "k"),
        headerFrame(1, 0),
      ]),
    );
    const lines = await wire.until("channel.close");
    expect(lines.at(-1)).toBe(
      "channel.close 404 NOT_FOUND - no exchange 'no such exchange' in vhost '/' [60.40]",
    );
    const confirmed = lines.slice(0, -1).at(-1);
    if (confirmed !== undefined) expect(confirmed).toMatch(/^ack ≤?[1-3]$/);
  });

  it("BA14: one ack for many, and one nack for all", async () => {
    const { wire, queue } = await withMessages(6);
    await wire.call("basic.consume", { queue, consumerTag: "A" });
    await wire.until("deliver", 6);
    wire.send("basic.ack", { deliveryTag: 3, multiple: true });
    wire.send("basic.nack", { deliveryTag: 0, multiple: true, requeue: true });
    expect(await wire.until("deliver", 3)).toEqual([
      "deliver A m4*",
      "deliver A m5*",
      "deliver A m6*",
    ]);
    wire.send("basic.ack", { deliveryTag: 0, multiple: true });
    wire.send("basic.ack", { deliveryTag: 0, multiple: true });
    expect(await wire.call("access.request")).toEqual(["access.request-ok"]);
  });

  itHolds("CN18: close-ok when the exclusive queues have gone", async () => {
    const { wire, queue } = await withMessages(1);
    const other = await openWire(url);
    wire.send("connection.close", { replyCode: 200, replyText: "bye" }, 0);
    expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
    expect(await other.call("queue.delete", { queue })).toEqual(["queue.delete-ok 0"]);
  });

  it("CN11: the answers to what went before, then close-ok", async () => {
    const { wire, queue } = await withMessages(1);
    wire.send("basic.get", { queue });
    wire.send("channel.close");
    await wire.until("channel.close-ok");
    wire.send("connection.close", {}, 0);
    expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
  });

  it("BA16: what is asked without wait is done without a word", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("k");
    const quietly = { queue, noWait: true };
    wire.send("queue.declare", { ...quietly, exclusive: true });
    wire.send("queue.bind", { ...quietly, exchange: "amq.direct", routingKey: queue });
    wire.send("confirm.select", { noWait: true });
    wire.publish("m1", { exchange: "amq.direct", key: queue });
    expect(await wire.until("ack")).toEqual(["ack 1"]);
    wire.send("queue.purge", quietly);
    wire.send("basic.consume", { ...quietly, consumerTag: "A" });
    wire.send("basic.cancel", { consumerTag: "A", noWait: true });
    wire.send("queue.delete", quietly);
    expect(await wire.call("queue.delete", { queue })).toEqual(["queue.delete-ok 0"]);
  });
});

describe("a message of many frames", () => {
  /** Frames of content as they came, in order: type and size. */
  async function listen(frameMax: number) {
    const { client, socket, greet } = await connectWire(url);
    await greet({ frameMax });
    client.send("connection.open", { virtualHost: "/" }, 0);
    await client.until("connection.open-ok");
    await client.call("channel.open");
    const frames: { readonly type: number; readonly payload: Uint8Array }[] = [];
    const splitter = new FrameSplitter(0);
    socket.on("data", (chunk) => {
      splitter.push(chunk, ({ type, payload }) => {
        if (type === FRAME_HEADER || type === FRAME_BODY) frames.push({ type, payload });
        return true;
      });
    });
    return { client, frames };
  }

  it.each([
    ["one frame", MOST_OF_A_BODY, [MOST_OF_A_BODY]],
    ["an octet more", MOST_OF_A_BODY + 1, [MOST_OF_A_BODY, 1]],
    ["three", 2 * MOST_OF_A_BODY + 1824, [MOST_OF_A_BODY, MOST_OF_A_BODY, 1824]],
  ])("FR11: is cut to the receiver's frame-max: %s", async (_, bytes, sizes) => {
    const { client, frames } = await listen(LEAST_FRAME_MAX);
    const sender = await openWire(url);
    const queue = client.unique("k");
    await client.call("queue.declare", { queue });
    await client.call("basic.consume", { queue, consumerTag: "A", noAck: true });
    sender.publish("x".repeat(bytes), { key: queue });
    await client.until("deliver");
    expect(frames.map(({ type, payload }) => [type, payload.length])).toEqual([
      [FRAME_HEADER, 14],
      ...sizes.map((size) => [FRAME_BODY, size]),
    ]);
    await client.call("queue.delete", { queue });
  });

  it("FR12: body and properties arrive octet for octet, headers as the release writes them", async () => {
    const { client, frames } = await listen(131_072);
    const queue = client.unique("k");
    await client.call("queue.declare", { queue, exclusive: true });
    await client.call("basic.consume", { queue, consumerTag: "A", noAck: true });
    // A table with a name twice, an array, a table in it, what is no UTF-8, a void; a timestamp.
    const table =
      "0161 62ff 0161 7401 026161 410000000c 7380ff 460000000401626207 0162 53 00000002 fffe 0163 56";
    const digits = table.replaceAll(" ", "");
    const size = (digits.length / 2).toString(16).padStart(8, "0");
    const sent = headerFrame(1, 2, { properties: `2040 ${size} ${table} 00000000 5e0be100` });
    client.sendBytes(Buffer.concat([publishFrame(1, "", queue), sent, bodyFrame(1, "ab")]));
    await client.until("deliver");
    const written = expected("FR12", "headers").replaceAll(" ", "");
    const length = (written.length / 2).toString(16).padStart(8, "0");
    expect(Buffer.from(frames[0]!.payload).toString("hex")).toBe(
      headerFrame(1, 2, { properties: `2040 ${length} ${written} 00000000 5e0be100` })
        .subarray(7, -1)
        .toString("hex"),
    );
    expect(Buffer.from(frames[1]!.payload).toString()).toBe("ab");
  });
});

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
