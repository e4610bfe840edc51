import { describe, expect, it } from "vitest";
import { ByteReader, Malformed } from "./byte-reader.ts";
import { readTable } from "./field-table.ts";

const read = (text: string) =>
  readTable(new ByteReader(new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"))));

/** A table in a table in a table … `levels` deep. */
function nested(levels: number): Uint8Array {
  let inner = Buffer.alloc(4);
  for (let level = 0; level < levels; level++) {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(3 + inner.length);
    inner = Buffer.concat([size, Buffer.from("\x01aF"), inner]);
  }
  return inner;
}

describe("readTable", () => {
  it("reads RabbitMQ's letters: I is signed, i unsigned, l 64 bits, s 16, t a truth", () => {
    expect(
      read(
        "00000022 0161 49 ffffffff 0162 69 ffffffff 0163 6c fffffffffffffffe 0164 73 8000 0165 74 01",
      ),
    ).toEqual(
      new Map<string, unknown>([
        ["a", { type: "signedint", value: -1 }],
        ["b", { type: "unsignedint", value: 4_294_967_295 }],
        ["c", { type: "long", value: -2n }],
        ["d", { type: "short", value: -32_768 }],
        ["e", { type: "bool", value: true }],
      ]),
    );
  });

  it("takes the first of two fields of one name", () => {
    expect(read("00000008 0161 74 01 0161 74 00").get("a")).toEqual({ type: "bool", value: true });
  });

  it.each([
    ["an unknown type", "00000003 0161 51"],
    ["a name longer than the table", "00000003 05 6153"],
    ["a size longer than the frame", "00000010 0161 74 01"],
    ["a value longer than the table", "00000004 0161 49 01"],
  ])("FR7: refuses %s", (_, bytes) => {
    expect(() => read(bytes)).toThrow(Malformed);
  });

  it("FR10: refuses tables nested deeper than 32 levels", () => {
    expect(readTable(new ByteReader(nested(32))).size).toBe(1);
    expect(() => readTable(new ByteReader(nested(34)))).toThrow(Malformed);
  });
});
