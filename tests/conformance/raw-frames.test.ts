import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import {
  bodyFrame,
  headerFrame,
  publishFrame,
  rawFrame,
  rawMethod,
} from "#tests/support/raw-frame.ts";
import { connectionClose } from "#tests/support/wire/connection-close.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

type Row = readonly [title: string, bytes: readonly Uint8Array[], answer: string];

const PUBLISH = publishFrame(1);
const QOS = methodFrame(1, "basic.qos");

describe("frames nobody knows", () => {
  it.each<Row>([
    ["FR5: type 0", [rawFrame(0, 1)], "type 0, all octets = <<>>: unknown_frame"],
    ["FR5: type 4", [rawFrame(4, 1)], "type 4, all octets = <<>>: unknown_frame"],
    ["FR5: type 255", [rawFrame(255, 0, "00")], "type 255, all octets = <<0>>: unknown_frame"],
    [
      "FR5: on a channel never opened",
      [rawFrame(4, 7, "00".repeat(20))],
      "type 4, first 16 octets = <<0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0>>: unknown_frame",
    ],
    [
      "FR5: a method without ids",
      [rawFrame(1, 1, "00")],
      "type 1, all octets = <<0>>: unknown_frame",
    ],
    [
      "FR5: a method of 3 octets on channel 0",
      [rawFrame(1, 0, "000a00")],
      "type 1, all octets = <<0,10,0>>: unknown_frame",
    ],
    [
      "FR5: a header of 11 octets",
      [rawFrame(2, 1, "00".repeat(11))],
      "type 2, all octets = <<0,0,0,0,0,0,0,0,0,0,0>>: unknown_frame",
    ],
    [
      "FR5: a heartbeat that says something",
      [rawFrame(8, 0, "01")],
      "type 8, all octets = <<1>>: unknown_frame",
    ],
    [
      "FR5: a heartbeat that says something on a channel",
      [rawFrame(8, 1, "0102")],
      "type 8, all octets = <<1,2>>: unknown_frame",
    ],
    [
      "FR3: another end",
      [rawFrame(1, 1, "003c000a" + "41".repeat(30), { end: 0xcf })],
      "type 1, first 16 octets = <<0,60,0,10,65,65,65,65,65,65,65,65,65,65,65,65>>: {invalid_frame_end_marker,207}",
    ],
    [
      "FR3: another end to what can be printed",
      [rawFrame(3, 1, Buffer.from("hello world, this is"), { end: 65 })],
      'type 3, first 16 octets = <<"hello world, thi">>: {invalid_frame_end_marker,65}',
    ],
    [
      "FR3: another end to what must be escaped",
      [rawFrame(3, 1, Buffer.from('a"b\\c\n'), { end: 65 })],
      'type 3, all octets = <<"a\\"b\\\\c\\n">>: {invalid_frame_end_marker,65}',
    ],
    [
      "FR3: another end to a heartbeat",
      [rawFrame(8, 0, "", { end: 1 })],
      "type 8, all octets = <<>>: {invalid_frame_end_marker,1}",
    ],
    [
      "FR2: as large as can be said",
      [rawFrame(1, 1, "", { size: 0xffff_ffff })],
      "type 1, all octets = <<>>: {frame_too_large,4294967295,131064}",
    ],
    [
      "FR2: too large, of no known type",
      [rawFrame(4, 1, "", { size: 0x8000_0000 })],
      "type 4, all octets = <<>>: {frame_too_large,2147483648,131064}",
    ],
  ])("%s", async (_, bytes, answer) => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.concat(bytes));
    expect(await connectionClose(wire)).toBe(`connection.close 501 FRAME_ERROR - ${answer}`);
  });
});

describe("frames out of place", () => {
  const content = "expected content header for class 60, got";
  const alone = "expected method frame, got non method frame instead";
  const unfinished = "expected content body, got non content body frame instead [60.40]";

  it.each<Row>([
    ["FR6: a heartbeat on a channel", [rawFrame(8, 1)], "type 8, all octets = <<>>"],
    ["FR6: a heartbeat on a channel never opened", [rawFrame(8, 9)], "type 8, all octets = <<>>"],
    [
      "FR6: a header on channel 0",
      [headerFrame(0, 0)],
      "type 2, all octets = <<0,60,0,0,0,0,0,0,0,0,0,0,0,0>>",
    ],
    ["FR6: a body on channel 0", [bodyFrame(0, "x")], 'type 3, all octets = <<"x">>'],
    ["FR6: an empty body on channel 0", [bodyFrame(0, "")], "type 3, all octets = <<>>"],
    ["CO4: a body without a publish", [bodyFrame(1, "x")], alone],
    ["CO4: a header without a publish", [headerFrame(1, 0)], alone],
    ["CO4: a body on a channel never opened", [bodyFrame(9, "x")], alone],
    ["CO4: a header on a channel never opened", [headerFrame(9, 0)], alone],
    ["CO4: a body after an empty message", [PUBLISH, headerFrame(1, 0), bodyFrame(1, "")], alone],
    ["CO4: 131072 octets at once, of a body", [rawFrame(3, 1, Buffer.alloc(131_072))], alone],
    [
      "CO1: publish, then a method",
      [PUBLISH, QOS],
      `${content} non content header frame instead [60.40]`,
    ],
    [
      "CO1: publish, then a body",
      [PUBLISH, bodyFrame(1, "x")],
      `${content} non content header frame instead [60.40]`,
    ],
    [
      "CO1: a weight",
      [PUBLISH, headerFrame(1, 0, { weight: 1 })],
      `${content} non content header frame instead [60.40]`,
    ],
    [
      "CO1: what the broker sends with content, without its content",
      [methodFrame(1, "basic.get-ok"), QOS],
      `${content} non content header frame instead [60.71]`,
    ],
    [
      "CO2: a header of queues",
      [PUBLISH, headerFrame(1, 0, { classId: 50 })],
      `${content} one for class 50 instead [60.40]`,
    ],
    [
      "CO2: a header of nothing",
      [PUBLISH, headerFrame(1, 0, { classId: 0 })],
      `${content} one for class 0 instead [60.40]`,
    ],
    ["CO3: a second header", [PUBLISH, headerFrame(1, 5), headerFrame(1, 5)], unfinished],
    ["CO3: a method too early", [PUBLISH, headerFrame(1, 4), bodyFrame(1, "ab"), QOS], unfinished],
  ])("%s", async (_, bytes, answer) => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.concat(bytes));
    expect(await connectionClose(wire)).toBe(`connection.close 505 UNEXPECTED_FRAME - ${answer}`);
  });

  it.each<readonly [title: string, bytes: readonly Uint8Array[]]>([
    ["CO5: a body too long", [PUBLISH, headerFrame(1, 2), bodyFrame(1, "abc"), QOS]],
    [
      "CO5: a body too long, and more of it",
      [PUBLISH, headerFrame(1, 2), bodyFrame(1, "abc"), bodyFrame(1, "d"), QOS],
    ],
  ])("%s", async (_, bytes) => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.concat(bytes));
    expect(await connectionClose(wire)).toBe(
      `connection.close ${expected("CO5", "closes")} [60.40]`,
    );
  });
});

describe("odd, and taken", () => {
  it.each<readonly [title: string, bytes: readonly Uint8Array[], answers: readonly string[]]>([
    ["FR6: a heartbeat", [rawFrame(8, 0)], []],
    ["CO3: a heartbeat amid a message", [PUBLISH, rawFrame(8, 0), headerFrame(1, 0)], []],
    [
      "CO3: another channel amid a message",
      [PUBLISH, methodFrame(2, "channel.open"), headerFrame(1, 0)],
      ["2: channel.open-ok"],
    ],
    ["CO3: empty bodies", [PUBLISH, headerFrame(1, 2), bodyFrame(1, ""), bodyFrame(1, "ab")], []],
    ["FR7: bits nobody defined", [rawMethod(1, 60, 10, "00000000 0001 fe")], ["basic.qos-ok"]],
    ["FR7: text in a reserved field", [rawMethod(9, 20, 10, "03 616263")], ["9: channel.open-ok"]],
    ["FR13: an unused flag", [PUBLISH, headerFrame(1, 0, { properties: "0002" })], []],
    ["FR13: a cluster id", [PUBLISH, headerFrame(1, 0, { properties: "0004 0161" })], []],
    [
      "FR8: properties that are no UTF-8",
      [PUBLISH, headerFrame(1, 0, { properties: "8000 02fffe" })],
      [],
    ],
    ["BA22: a priority of 255", [PUBLISH, headerFrame(1, 0, { properties: "0800 ff" })], []],
  ])("%s", async (_, bytes, answers) => {
    const wire = await openWire(url);
    wire.sendBytes(Buffer.concat(bytes));
    const heard = [...(await wire.call("access.request"))];
    // Another channel's answer may come behind.
    while (heard.length <= answers.length) heard.push(...(await wire.until("")));
    expect(heard.toSorted()).toEqual([...answers, "access.request-ok"].toSorted());
  });

  it("FR8: an argument's name, a routing key and a text in a table may be any octets", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("k");
    await wire.call("queue.declare", { queue, exclusive: true });
    await wire.call("queue.bind", { queue, exchange: "amq.fanout" });
    await wire.call("basic.consume", { queue, noAck: true });
    const key = "\udcff\udcfe";
    const headers = new Map([[key, { type: "longstr", value: key } as const]]);
    wire.publish("m1", { exchange: "amq.fanout", key }, { headers });
    await wire.until("deliver");
    expect(wire.last("basic.deliver")?.fields).toMatchObject({ routingKey: key });
    expect(wire.lastProperties()).toEqual({ headers });
  });

  it.each([0, 3, 7, 255])("BA22: a delivery mode of %i", async (mode) => {
    const wire = await openWire(url);
    const header = headerFrame(1, 0, { properties: `1000 ${mode.toString(16).padStart(2, "0")}` });
    wire.sendBytes(Buffer.concat([PUBLISH, header, QOS]));
    expect((await wire.until(""))[0]).toBe(expected("BA22", "answer").replace("7", `${mode}`));
  });

  it("BA1: a missing exchange is noticed before malformed properties", async () => {
    const wire = await openWire(url);
    const broken = headerFrame(1, 0, { properties: "8000" });
    wire.sendBytes(Buffer.concat([publishFrame(1, "no such exchange"), broken]));
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'no such exchange' in vhost '/' [60.40]",
    ]);
  });
});
