import { describe, expect, it } from "vitest";
import { ByteWriter } from "./byte-writer.ts";
import { readMethod, UnreadableMethod, writeMethod } from "./method-codec.ts";
import { idsOf, METHOD_NAMES } from "./methods.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("methods", () => {
  it("are the 66 of AMQP 0-9-1 and RabbitMQ, each with ids of its own", () => {
    const ids = METHOD_NAMES.map((name) => {
      const { classId, methodId } = idsOf(name);
      return `${classId}.${methodId}`;
    });
    expect(new Set(ids).size).toBe(66);
  });

  it("blames no method with zeros", () => {
    expect(idsOf(undefined)).toEqual({ classId: 0, methodId: 0 });
  });
});

describe("readMethod", () => {
  it("reads what a client sends: queue.declare of a durable, auto-delete queue", () => {
    expect(readMethod(hex("0032 000a 0000 02 6b31 0a 00000000"))).toEqual({
      name: "queue.declare",
      fields: {
        queue: "k1",
        passive: false,
        durable: true,
        exclusive: false,
        autoDelete: true,
        noWait: false,
        arguments: new Map(),
      },
    });
  });

  it("FR9: refuses an unknown method, naming it", () => {
    expect(() => readMethod(hex("0063 0001"))).toThrow(
      expect.objectContaining({ replyCode: 540, message: "unknown method {99,1}" }),
    );
  });

  it.each([
    ["cut short", "0032 000a 0000", "cannot decode <<0,0>>"],
    ["too long", "003c 000a 00000000 0001 00 ffff", "cannot decode <<0,0,0,0,0,1,0,255,255>>"],
    [
      "an unknown field type",
      "0032 000a 0000 0161 00 00000003 0161 51",
      "cannot decode <<0,0,1,97,0,0,0,0,3,1,97,81>>",
    ],
    [
      "too long, with a text that is no UTF-8",
      "0032 000a 0000 01ff 00 00000000 00",
      "cannot decode <<0,0,1,255,0,0,0,0,0,0>>",
    ],
  ])("FR7: refuses fields that don't fit: %s", (_, bytes, message) => {
    expect(() => readMethod(hex(bytes))).toThrow(
      expect.objectContaining({ replyCode: 501, message }),
    );
    expect(() => readMethod(hex(bytes))).toThrow(UnreadableMethod);
  });

  it("FR8: refuses a name that is not UTF-8", () => {
    expect(() => readMethod(hex("0032 000a 0000 02 ff61 10 00000000"))).toThrow(
      expect.objectContaining({ replyCode: 501, message: "Malformed UTF-8 in shortstr" }),
    );
  });
});

describe("writeMethod", () => {
  it("packs neighbouring bits into one octet and zeroes what is reserved", () => {
    const writer = new ByteWriter();
    writeMethod(writer, "basic.publish", {
      exchange: "",
      routingKey: "k",
      mandatory: true,
      immediate: true,
    });
    expect(new Uint8Array(Buffer.concat(writer.take()))).toEqual(hex("003c 0028 0000 00 016b 03"));
  });
});
