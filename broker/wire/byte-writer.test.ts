import { describe, expect, it } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

const taken = (writer: ByteWriter) => new Uint8Array(Buffer.concat(writer.take()));

describe("ByteWriter", () => {
  it("grows, keeps order and is empty after take", () => {
    const writer = new ByteWriter();
    const long = new Uint8Array(20_000).fill(7);
    writer.short(1);
    writer.passOn(long);
    writer.longlong(2 ** 53);
    expect(writer.length).toBe(2 + long.length + 8);
    const bytes = taken(writer);
    expect(bytes.length).toBe(2 + long.length + 8);
    expect(new ByteReader(bytes.subarray(-8)).longlong()).toBe(2 ** 53);
    expect(writer.length).toBe(0);
    expect(writer.take()).toEqual([]);
  });

  it("what was taken does not change when more is written", () => {
    const writer = new ByteWriter();
    writer.long(1);
    const first = writer.take();
    writer.long(2);
    writer.take();
    expect(first).toEqual([Uint8Array.of(0, 0, 0, 1)]);
  });

  it("writes texts of any script, and refuses a short string over 255 octets", () => {
    const writer = new ByteWriter();
    writer.shortstr("任务队列");
    expect(new ByteReader(taken(writer)).shortstr()).toBe("任务队列");
    expect(() => {
      writer.shortstr("队".repeat(86));
    }).toThrow(RangeError);
  });
});
