import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

describe("channel numbers", () => {
  it("CN15: any up to 65535 will do, and 2047 may be open at once", async () => {
    const wire = await openWire(url);
    for (let i = 0; i < 2046; i++) wire.send("channel.open", {}, 65_535 - i);
    await wire.until(`${65_535 - 2045}: channel.open-ok`);
    wire.send("channel.open", {}, 2);
    expect((await wire.until("connection.close")).at(-1)).toBe(
      "connection.close 530 NOT_ALLOWED - number of channels opened (2047) has reached the negotiated channel_max (2047)",
    );
  });

  it("CN15: a number is free again once it is closed", async () => {
    const wire = await openWire(url);
    for (let i = 0; i < 2050; i++) {
      wire.send("channel.open", {}, 2);
      await wire.call("channel.close", {}, 2);
    }
    expect(await wire.call("channel.open", {}, 2)).toEqual(["2: channel.open-ok"]);
  });
});

describe("names of 255 octets", () => {
  it("QU15: any name and key may be as long as a short string, in any language", async () => {
    const wire = await openWire(url);
    const long = `任务${crypto.randomUUID()}${"队".repeat(80)}`.slice(0, 109);
    const name = long + "x".repeat(255 - Buffer.byteLength(long));
    expect(Buffer.byteLength(name)).toBe(255);
    expect(await wire.call("queue.declare", { queue: name, exclusive: true })).toEqual([
      `queue.declare-ok ${name} 0 0`,
    ]);
    await wire.call("exchange.declare", { exchange: name, type: "topic", autoDelete: true });
    await wire.call("queue.bind", { queue: name, exchange: name, routingKey: name });
    await wire.call("basic.consume", { queue: name, consumerTag: name, noAck: true });
    wire.publish("m1", { exchange: name, key: name });
    expect(await wire.until("deliver")).toEqual([`deliver ${name} m1`]);
    expect(wire.last("basic.deliver")?.fields).toMatchObject({ exchange: name, routingKey: name });
  });

  it("QU15: a text too long for a close is cut", async () => {
    const wire = await openWire(url);
    const name = "n".repeat(255);
    wire.send("queue.declare", { queue: name, passive: true });
    const [line] = await wire.until("channel.close");
    const text = line!.slice("channel.close 404 ".length, -" [50.10]".length);
    expect(text).toBe(`NOT_FOUND - no queue '${"n".repeat(230)}...`);
    expect(text).toHaveLength(255);
  });
});
