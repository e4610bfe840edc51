import { describe, expect, it } from "vitest";
import type { MethodName } from "#broker/wire/methods.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import {
  bodyFrame,
  headerFrame,
  publishFrame,
  rawFrame,
  rawMethod,
} from "#tests/support/raw-frame.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

/** What provokes a channel error. */
const MISSING = methodFrame(1, "queue.declare", { queue: "no such queue", passive: true });
const NOT_FOUND = "channel.close 404 NOT_FOUND - no queue 'no such queue' in vhost '/' [50.10]";

describe("methods out of turn", () => {
  it.each<readonly [MethodName, ids: string]>([
    ["connection.start", "10.10"],
    ["connection.start-ok", "10.11"],
    ["connection.secure", "10.20"],
    ["connection.secure-ok", "10.21"],
    ["connection.tune", "10.30"],
    ["connection.tune-ok", "10.31"],
    ["connection.open", "10.40"],
    ["connection.open-ok", "10.41"],
    ["connection.close-ok", "10.51"],
    ["connection.blocked", "10.60"],
    ["connection.unblocked", "10.61"],
    ["connection.update-secret-ok", "10.71"],
    ["channel.open", "20.10"],
    ["channel.close", "20.40"],
    ["basic.qos", "60.10"],
    ["basic.publish", "60.40"],
  ])("CN8: %s on channel 0", async (method, ids) => {
    const wire = await openWire(url);
    wire.send(method, {}, 0);
    expect(await wire.until("connection.close")).toEqual([
      `connection.close 504 CHANNEL_ERROR - unexpected method in connection state running [${ids}]`,
    ]);
  });

  it.each<readonly [MethodName, ids: string]>([
    ["connection.start-ok", "10.11"],
    ["connection.tune-ok", "10.31"],
    ["connection.open", "10.40"],
    ["connection.close", "10.50"],
    ["connection.close-ok", "10.51"],
    ["connection.update-secret", "10.70"],
    ["channel.open-ok", "20.11"],
    ["channel.flow-ok", "20.21"],
    ["channel.close-ok", "20.41"],
    ["access.request-ok", "30.11"],
    ["exchange.declare-ok", "40.11"],
    ["exchange.delete-ok", "40.21"],
    ["exchange.bind-ok", "40.31"],
    ["exchange.unbind-ok", "40.51"],
    ["queue.declare-ok", "50.11"],
    ["queue.bind-ok", "50.21"],
    ["queue.purge-ok", "50.31"],
    ["queue.delete-ok", "50.41"],
    ["queue.unbind-ok", "50.51"],
    ["basic.qos-ok", "60.11"],
    ["basic.consume-ok", "60.21"],
    ["basic.get-empty", "60.72"],
    ["basic.recover-ok", "60.111"],
    ["confirm.select-ok", "85.11"],
    ["tx.select-ok", "90.11"],
    ["tx.commit-ok", "90.21"],
    ["tx.rollback-ok", "90.31"],
  ])("CH6: %s on an open channel", async (method, ids) => {
    const wire = await openWire(url);
    wire.send(method);
    expect(await wire.until("connection.close")).toEqual([
      `connection.close 503 COMMAND_INVALID - unimplemented method [${ids}]`,
    ]);
  });

  it("CH6: basic.cancel-ok, which answers a broker that cancels a consumer and waits", async () => {
    const wire = await openWire(url);
    wire.send("basic.cancel-ok");
    wire.send("basic.qos");
    expect((await wire.until("")).at(-1)).toBe(expected("CH6", "cancel-ok"));
  });

  it.each<readonly [MethodName, ids: string]>([
    ["basic.return", "60.50"],
    ["basic.deliver", "60.60"],
    ["basic.get-ok", "60.71"],
  ])("CH6: %s with its content", async (method, ids) => {
    const wire = await openWire(url);
    wire.send(method);
    wire.sendBytes(headerFrame(1, 0));
    expect(await wire.until("connection.close")).toEqual([
      `connection.close 503 COMMAND_INVALID - unimplemented method [${ids}]`,
    ]);
  });

  it.each<readonly [MethodName, ids: string]>([
    ["basic.qos", "60.10"],
    ["basic.qos-ok", "60.11"],
    ["channel.close", "20.40"],
    ["channel.close-ok", "20.41"],
    ["connection.close", "10.50"],
    ["connection.open", "10.40"],
    ["access.request", "30.10"],
  ])("CH1: %s on a channel never opened", async (method, ids) => {
    const wire = await openWire(url);
    wire.send(method, {}, 9);
    expect(await wire.until("connection.close")).toEqual([
      `connection.close 504 CHANNEL_ERROR - expected 'channel.open' [${ids}]`,
    ]);
  });

  it.each<readonly [MethodName, ids: string]>([
    ["queue.bind", "50.20"],
    ["queue.purge", "50.30"],
    ["queue.delete", "50.40"],
    ["queue.unbind", "50.50"],
    ["basic.consume", "60.20"],
    ["basic.get", "60.70"],
  ])("CH1: %s of the last declared queue on a channel never opened", async (method, ids) => {
    const wire = await openWire(url);
    wire.send(method, {}, 9);
    expect(await wire.until("9: channel.close")).toEqual([
      `9: channel.close 404 NOT_FOUND - no previously declared queue [${ids}]`,
    ]);
    wire.send("channel.close-ok", {}, 9);
    expect(await wire.call("channel.open", {}, 9)).toEqual(["9: channel.open-ok"]);
  });

  it("QU4: which queue is meant comes before what is wrong with the exchange", async () => {
    const wire = await openWire(url);
    wire.send("queue.unbind");
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no previously declared queue [50.50]",
    ]);
  });

  it.each([
    ["basic.return", 50, "0138 01ff 00 00"],
    ["basic.deliver", 60, "01ff 0000000000000001 00 00 00"],
  ])("FR8: %s, which content follows, with any text", async (_, methodId, fields) => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.concat([rawMethod(1, 60, methodId, fields), headerFrame(1, 0)]));
    expect(await wire.until("connection.close")).toEqual([
      `connection.close 503 COMMAND_INVALID - unimplemented method [60.${methodId}]`,
    ]);
  });

  it("CH1: a publish there waits for its content before it is refused", async () => {
    const wire = await openWire(url);
    wire.sendBytes(publishFrame(9));
    expect(await wire.call("access.request")).toEqual(["access.request-ok"]);
    wire.sendBytes(headerFrame(9, 0));
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 504 CHANNEL_ERROR - expected 'channel.open' [60.40]",
    ]);
  });

  it("CH5: flow is answered, and can't be stopped", async () => {
    const wire = await openWire(url);
    expect(await wire.call("channel.flow", { active: true })).toEqual(["channel.flow-ok"]);
    expect(wire.last("channel.flow-ok")?.fields).toEqual({ active: true });
    wire.send("channel.flow", { active: false });
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 540 NOT_IMPLEMENTED - active=false [20.20]",
    ]);
  });

  it("CH7: access.request gets ticket 1", async () => {
    const wire = await openWire(url);
    await wire.call("access.request", { realm: "/data", active: true });
    expect(wire.last("access.request-ok")?.fields).toEqual({ ticket: 1 });
  });

  it("CN13: update-secret is answered", async () => {
    const wire = await openWire(url);
    const secret = { newSecret: Buffer.from("new"), reason: "old" };
    expect(await wire.call("connection.update-secret", secret, 0)).toEqual([
      "connection.update-secret-ok",
    ]);
    expect(await wire.call("basic.qos")).toEqual(["basic.qos-ok"]);
  });
});

describe("a channel closed by an error", () => {
  it.each<readonly [title: string, bytes: readonly Uint8Array[], answers: readonly string[]]>([
    [
      "CH3: hears nothing but its close-ok",
      [
        methodFrame(1, "basic.qos"),
        methodFrame(1, "channel.close-ok"),
        methodFrame(1, "channel.open"),
      ],
      ["channel.open-ok"],
    ],
    [
      "CH3: lets a message pass unheard",
      [
        publishFrame(1),
        headerFrame(1, 3),
        bodyFrame(1, "abc"),
        methodFrame(1, "channel.close-ok"),
        methodFrame(1, "channel.open"),
      ],
      ["channel.open-ok"],
    ],
    [
      "CH3: answers a close that crossed its own",
      [
        methodFrame(1, "channel.close"),
        methodFrame(1, "channel.close-ok"),
        methodFrame(1, "channel.open"),
      ],
      ["channel.close-ok", "channel.open-ok"],
    ],
    [
      "CH2: can't be opened before its close-ok",
      [methodFrame(1, "channel.open")],
      ["connection.close 504 CHANNEL_ERROR - second 'channel.open' seen [20.10]"],
    ],
    [
      "CO3: takes no close-ok amid a message",
      [publishFrame(1), headerFrame(1, 3), methodFrame(1, "channel.close-ok")],
      [
        "connection.close 505 UNEXPECTED_FRAME - expected content body, got non content body frame instead [60.40]",
      ],
    ],
    [
      "CO4: takes no body without a publish",
      [bodyFrame(1, "x")],
      [
        "connection.close 505 UNEXPECTED_FRAME - expected method frame, got non method frame instead",
      ],
    ],
    [
      "FR6: takes no heartbeat",
      [rawFrame(8, 1)],
      ["connection.close 505 UNEXPECTED_FRAME - type 8, all octets = <<>>"],
    ],
  ])("%s", async (_, bytes, answers) => {
    const wire = await openWire(url);
    wire.sendBytes(MISSING);
    expect(await wire.until("channel.close")).toEqual([NOT_FOUND]);
    wire.sendBytes(Buffer.concat(bytes));
    expect(await wire.until(answers.at(-1)!)).toEqual(answers);
  });

  it("CH3: of the client's own closing answers, and hears nothing said in the same breath", async () => {
    const wire = await openWire(url);
    const closing = [methodFrame(1, "channel.close"), MISSING, methodFrame(1, "basic.qos")];
    wire.sendBytes(Buffer.concat(closing));
    expect(await wire.until("channel.close-ok")).toEqual(["channel.close-ok"]);
    expect(await wire.call("channel.open")).toEqual(["channel.open-ok"]);
  });
});
