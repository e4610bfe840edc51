import { describe, expect, it } from "vitest";
import { contentFrames } from "#tests/support/content-frames.ts";
import { fieldTable } from "#tests/support/field-table.ts";
import { Malformed } from "./byte-reader.ts";
import { readContentHeader, readProperties } from "./content.ts";
import { FrameSplitter } from "./frame-splitter.ts";

function headerOf(...[body, properties]: [string, Parameters<typeof contentFrames>[2]]) {
  const payloads: Uint8Array[] = [];
  new FrameSplitter(0).push(
    contentFrames(1, body, properties),
    ({ payload }) => payloads.push(payload) > 0,
  );
  return payloads[0]!;
}

describe("content header", () => {
  const headers = fieldTable({ format: "pdf", pages: 3 });
  const header = headerOf("hello", { headers, deliveryMode: 2, messageId: "7", userId: "guest" });

  it("tells class, weight and size", () => {
    expect(readContentHeader(header)).toEqual({ classId: 60, weight: 0, bodyBytes: 5 });
  });

  it("tells the properties that are there", () => {
    expect(readProperties(header)).toEqual({
      headers,
      deliveryMode: 2,
      messageId: "7",
      userId: "guest",
    });
  });

  it("FR13: refuses properties that end early or late", () => {
    expect(() => readProperties(header.subarray(0, -1))).toThrow(Malformed);
    expect(() => readProperties(Uint8Array.of(...header, 0))).toThrow(Malformed);
    expect(() => readProperties(header.subarray(0, 12))).toThrow(Malformed);
  });
});
