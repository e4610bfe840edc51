import { describe, expect, it } from "vitest";
import { BrokerConnection } from "#workers";
import { releaseOf } from "#shared/run-log/broker-release.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { connectWire, openWire } from "#broker/testing/wire-client.ts";

const { url, release, expected } = await conformanceBroker();

/** A protocol header as docs/spec writes it. */
const spoken = (header: Buffer) =>
  [header.toString("latin1", 0, 4), ...header.subarray(4)].join(" ");
const tellsWhy = { capabilities: fieldTable({ authentication_failure_close: true }) };

describe("logging in", () => {
  it.each([
    ["a wrong password", { user: "guest", password: "wrong" }],
    ["the tutorial's rabbit/rabbit", { user: "rabbit", password: "rabbit" }],
  ])("CN3: %s is refused with the same words", async (_, login) => {
    const { client, greet } = await connectWire(url);
    greet({ ...login, ...tellsWhy }).catch(() => undefined);
    expect((await client.until("connection.close")).at(-1)).toBe(
      "connection.close 403 ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. " +
        "For details see the broker logfile.",
    );
  });

  it("CN7: a virtual host that isn't there", async () => {
    const { client, greet } = await connectWire(url);
    await greet({});
    client.send("connection.open", { virtualHost: "nope" }, 0);
    expect(await client.until("connection.close")).toEqual([
      "connection.close 530 NOT_ALLOWED - vhost nope not found [10.40]",
    ]);
  });

  it("CN2: says who it is, and what it can", async () => {
    const { client, greet } = await connectWire(url);
    await greet({});
    const start = client.last("connection.start");
    if (start?.name !== "connection.start") throw new Error("no connection.start");
    const { serverProperties, mechanisms } = start.fields;
    const keys = [...serverProperties.keys()].filter((key) => key !== "emulated_by");
    expect(keys.join(" ")).toBe(
      "capabilities cluster_name copyright information platform product version",
    );
    expect(serverProperties.get("product")?.value).toBe("RabbitMQ");
    expect(serverProperties.get("version")?.value).toMatch(/^\d+\.\d+\.\d+/);
    expect(Buffer.from(mechanisms).toString().split(" ")).toContain("PLAIN");
    const capabilities = serverProperties.get("capabilities");
    if (capabilities?.type !== "table") throw new Error("no capabilities");
    expect([...capabilities.value]).toEqual(
      [
        "publisher_confirms",
        "exchange_exchange_bindings",
        "basic.nack",
        "consumer_cancel_notify",
        "connection.blocked",
        "consumer_priorities",
        "authentication_failure_close",
        "per_consumer_qos",
        "direct_reply_to",
      ].map((name) => [name, { type: "bool", value: true }]),
    );
  });

  it("CN2: is taken for RabbitMQ where it is, and for ours where it is not", async () => {
    const connection = await BrokerConnection.open({ url, name: "test" });
    await connection.close();
    const { kind, product } = connection.identity;
    expect({ kind, product }).toEqual({
      kind: process.env["AMQP_URL"] ? "rabbitmq" : "embedded",
      product: "RabbitMQ",
    });
    expect(releaseOf(connection.identity)).toBe(release);
  });

  it("CN6: offers RabbitMQ's limits", async () => {
    const { client, greet } = await connectWire(url);
    await greet({});
    const tune = client.last("connection.tune");
    expect(tune?.fields).toEqual({ channelMax: 2047, frameMax: 131_072, heartbeat: 60 });
  });
});

describe("what is not AMQP 0-9-1", () => {
  it.each([
    ["HTTP", "GET / HTTP/1.1\r\n\r\n"],
    ["AMQP 1.0", "AMQP\0\x01\0\0"],
  ])("CN1: %s is told what is, and let go", async (_, greeting) => {
    const { socket } = await connectWire(url);
    const answer: Buffer[] = [];
    socket.removeAllListeners("data").on("data", (chunk: Buffer) => answer.push(chunk));
    socket.write(Buffer.from(greeting, "latin1"));
    await new Promise((closed) => socket.once("close", closed));
    expect(spoken(Buffer.concat(answer))).toBe(expected("CN1", "offered"));
  });
});

describe("frames out of place", () => {
  it("FR3: one that does not end where it says", async () => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.from("01000100000004003c000a00", "hex"));
    const lines = await wire.until("connection.close");
    expect(lines[0]).toMatch(
      /^connection\.close 501 FRAME_ERROR - type 1, all octets = <<0,60,0,10>>:/,
    );
    expect(lines[0]).toMatch(/\{invalid_frame_end_marker,\s*0\}/);
  });

  it("FR2: larger than agreed", async () => {
    const wire = await openWire(url);
    const header = Buffer.from([3, 0, 1, 0, 2, 0, 1]); // a body of 131073 bytes
    wire.sendBytes(Buffer.concat([header, Buffer.alloc(131_073), Buffer.from([0xce])]));
    expect((await wire.until("connection.close"))[0]).toBe(
      "connection.close 501 FRAME_ERROR - type 3, all octets = <<>>: {frame_too_large,131073,131064}",
    );
  });

  it("CH1: a method on a channel that isn't open", async () => {
    const wire = await openWire(url);
    wire.send("basic.qos", {}, 9);
    expect((await wire.until("connection.close"))[0]).toBe(
      "connection.close 504 CHANNEL_ERROR - expected 'channel.open' [60.10]",
    );
  });

  it("CH2: opening a channel twice", async () => {
    const wire = await openWire(url);
    wire.send("channel.open");
    expect((await wire.until("connection.close"))[0]).toBe(
      "connection.close 504 CHANNEL_ERROR - second 'channel.open' seen [20.10]",
    );
  });

  it("CO4: a body nobody announced", async () => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.from("0300010000000161ce", "hex"));
    expect((await wire.until("connection.close"))[0]).toMatch(
      /^connection\.close 505 UNEXPECTED_FRAME - expected method frame, got non method frame instead/,
    );
  });
});

describe("channels", () => {
  it("CH4: closing one requeues what it held, and only that", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, exclusive: true });
    for (const [channel, tag] of [
      [2, "A"],
      [3, "B"],
    ] as const) {
      await wire.call("channel.open", {}, channel);
      await wire.call("basic.consume", { queue: k, consumerTag: tag }, channel);
    }
    for (const body of ["m1", "m2", "m3"]) wire.publish(body, { key: k });
    await wire.until("2: deliver A m3");
    wire.send("channel.close", { replyCode: 200 }, 2);
    const lines = await wire.until("3: deliver B m3*");
    expect(lines.filter((line) => line.startsWith("3:"))).toEqual([
      ...(lines.includes("3: deliver B m2") ? ["3: deliver B m2"] : []),
      "3: deliver B m1*",
      "3: deliver B m3*",
    ]);
    const counts = await wire.call("queue.declare", { queue: k, passive: true });
    expect(counts.at(-1)).toBe("queue.declare-ok k 0 1");
  });

  it("CH3: can be opened again after an error", async () => {
    const wire = await openWire(url);
    wire.send("queue.declare", { queue: wire.unique("nope"), passive: true });
    await wire.until("channel.close");
    wire.send("channel.close-ok");
    expect(await wire.call("channel.open")).toEqual(["channel.open-ok"]);
  });
});

describe("the end", () => {
  it("CN11: is for the client to make", async () => {
    const wire = await openWire(url);
    wire.send("connection.close", {}, 0);
    expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
    // Whoever had hung up would not answer.
    wire.send("connection.close", {}, 0);
    expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
  });

  it("CN12: comes with the client's close-ok", async () => {
    const wire = await openWire(url);
    wire.send("connection.close", {}, 0);
    await wire.until("connection.close-ok");
    wire.send("connection.close-ok", {}, 0);
    expect(await wire.until("closed")).toEqual(["closed"]);
  });

  it("CN12: a close that meets ours is answered, and is not the end", async () => {
    const wire = await openWire(url);
    wire.send("channel.open");
    await wire.until("connection.close");
    for (let turn = 0; turn < 2; turn++) {
      wire.send("connection.close", {}, 0);
      expect(await wire.until("connection.close-ok")).toEqual(["connection.close-ok"]);
    }
  });

  it("CN12: comes by itself after one heartbeat interval", async () => {
    const { client, greet } = await connectWire(url);
    await greet({ heartbeatSeconds: 1 });
    client.send("connection.open", { virtualHost: "/" }, 0);
    await client.until("connection.open-ok");
    client.send("connection.close", {}, 0);
    await client.until("connection.close-ok");
    const lines = await client.until("closed");
    expect(lines.filter((line) => line !== "heartbeat")).toEqual(["closed"]);
  });
});
