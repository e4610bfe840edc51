import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { headerFrame, publishFrame, rawMethod } from "#tests/support/raw-frame.ts";
import { connectionClose } from "#tests/support/wire/connection-close.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

const PUBLISH = publishFrame(1);

async function sent(bytes: Uint8Array): Promise<WireClient> {
  const wire = await openWire(url);
  wire.sendBytes(bytes);
  return wire;
}

/** What RabbitMQ says of octets it can't read. */
const answerTo = async (bytes: Uint8Array) => connectionClose(await sent(bytes));

describe("fields that don't fit", () => {
  it.each<readonly [title: string, bytes: Uint8Array, answer: string]>([
    ["FR7: cut", rawMethod(1, 60, 10, "0000"), "cannot decode <<0,0>> [60.10]"],
    ["FR7: none", rawMethod(1, 60, 10), "cannot decode <<>> [60.10]"],
    [
      "FR7: one octet too many",
      rawMethod(1, 60, 10, "00".repeat(8)),
      "cannot decode <<0,0,0,0,0,0,0,0>> [60.10]",
    ],
    [
      "FR7: cut in a text",
      rawMethod(1, 50, 10, "0000 05 6161"),
      "cannot decode <<0,0,5,97,97>> [50.10]",
    ],
    [
      "FR7: a table larger than the frame",
      rawMethod(1, 50, 10, "0000 01 61 00 000000ff"),
      "cannot decode <<0,0,1,97,0,0,0,0,255>> [50.10]",
    ],
    [
      "FR7: an array of no type",
      rawMethod(1, 50, 10, "0000 01 61 00 0000000a 0161 41 00000004 5a000000"),
      "cannot decode <<0,0,1,97,0,0,0,0,10,1,97,65,0,0,0,4,90,0,0,0>> [50.10]",
    ],
    [
      "FR7: cut after a text that is no UTF-8",
      rawMethod(1, 50, 10, "0000 02 fffe 00"),
      "cannot decode <<0,0,2,255,254,0>> [50.10]",
    ],
    ["FR7: a cut channel.close", rawMethod(1, 20, 40, "00c8"), "cannot decode <<0,200>> [20.40]"],
    ["FR7: a cut ack", rawMethod(1, 60, 80, "0000"), "cannot decode <<0,0>> [60.80]"],
    ["FR7: a cut channel.open", rawMethod(9, 20, 10), "cannot decode <<>> [20.10]"],
  ])("%s", async (_, bytes, answer) => {
    expect(await answerTo(bytes)).toBe(`connection.close 501 FRAME_ERROR - ${answer}`);
  });

  it.each<readonly [title: string, bytes: Uint8Array]>([
    ["a queue's name", rawMethod(1, 50, 10, "0000 02 fffe 00 00000000")],
    ["a consumer tag", rawMethod(1, 60, 20, "0000 0161 02fffe 00 00000000")],
    ["a longer form than needed", rawMethod(1, 50, 10, "0000 02 c080 00 00000000")],
  ])("FR8: %s", async (_, bytes) => {
    expect(await answerTo(bytes)).toBe(
      "connection.close 501 FRAME_ERROR - Malformed UTF-8 in shortstr",
    );
  });

  it.each<readonly [title: string, bytes: Uint8Array]>([
    ["FR9: a class nobody knows", rawMethod(1, 99, 1)],
    ["FR9: a class nobody knows, on a channel that is not open", rawMethod(5, 99, 1)],
    ["FR9: a method nobody knows", rawMethod(1, 60, 999)],
    ["FR9: a method nobody knows, on channel 0", rawMethod(0, 10, 99)],
    ["FR9: no class and no method", rawMethod(1, 0, 0)],
  ])("%s: ends the connection without a word", async (_, bytes) => {
    const wire = await sent(bytes);
    expect(await wire.until("")).toEqual(["closed"]);
  });

  it.each<readonly [title: string, bytes: Uint8Array]>([
    ["FR7: a table with an unknown type", rawMethod(1, 50, 10, "0000 0161 00 00000004 01615a00")],
    ["FR7: a table cut in an entry", rawMethod(1, 50, 10, "0000 0161 00 00000003 016253")],
    ["FR7: a cut connection.close", rawMethod(0, 10, 50, "00c8")],
    [
      "FR13: properties cut",
      Buffer.concat([PUBLISH, headerFrame(1, 0, { properties: "8000 0561" })]),
    ],
    ["FR13: no flags", Buffer.concat([PUBLISH, headerFrame(1, 0, { properties: "" })])],
    [
      "FR13: more than the properties",
      Buffer.concat([PUBLISH, headerFrame(1, 0, { properties: "0000 00" })]),
    ],
  ])("%s: ends the connection, with or without a word", async (_, bytes) => {
    const wire = await sent(bytes);
    const [first] = await wire.until("");
    if (first !== "closed") {
      expect(first).toMatch(/^connection\.close 5\d\d /);
      wire.send("connection.close-ok", {}, 0);
      await wire.until("closed");
    }
  });
});
