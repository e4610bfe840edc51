import { describe, expect, it } from "vitest";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { Malformed } from "./byte-reader.ts";
import {
  readContentHeader,
  readProperties,
  withoutHeader,
  withReplyTo,
  withSortedHeaders,
} from "./content.ts";
import type { Field } from "./field-table.ts";
import { FrameSplitter } from "./frame-splitter.ts";

function headerOf(...[body, properties]: [string, Parameters<typeof contentFrames>[2]]) {
  const payloads: Uint8Array[] = [];
  new FrameSplitter(0).push(
    contentFrames(1, body, properties),
    ({ payload }) => payloads.push(payload) > 0,
  );
  return payloads[0]!;
}

function indexOf(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).indexOf(text);
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

describe("a content header changed", () => {
  // 0xff is no UTF-8: a value that would not survive being read and written again.
  const odd: Field = { type: "binary", value: Uint8Array.of(0xff) };
  const headers = fieldTable({ BCC: "b", odd, z: 1 });
  const header = new Uint8Array(headerOf("hello", { headers, replyTo: "q", messageId: "7" }));
  const content = { header, body: [] };
  const headerBytes = (...args: Parameters<typeof headerOf>) => new Uint8Array(headerOf(...args));

  it("BA17: loses one header, and nothing else", () => {
    expect(withoutHeader(content, "BCC").header).toEqual(
      headerBytes("hello", { headers: fieldTable({ odd, z: 1 }), replyTo: "q", messageId: "7" }),
    );
    expect(withoutHeader(content, "CC").header).toEqual(header);
  });

  it("FR12: gets its headers in order of their names, of each the first, octet for octet", () => {
    const mixed = fieldTable({ z: 1, odd, BCC: "b" });
    const sent = headerBytes("hello", { headers: mixed, replyTo: "q", messageId: "7" });
    expect(withSortedHeaders({ header: sent, body: [] }).header).toEqual(header);
    expect(withSortedHeaders(content).header).toEqual(header);
    // The name of "odd" overwritten: now "BCC" comes twice.
    const twice = Uint8Array.from(sent);
    twice.set(new TextEncoder().encode("BCC"), indexOf(sent, "odd"));
    const first = fieldTable({ BCC: odd, z: 1 });
    expect(withSortedHeaders({ header: twice, body: [] }).header).toEqual(
      headerBytes("hello", { headers: first, replyTo: "q", messageId: "7" }),
    );
  });

  it("BA19: gets another reply-to, and nothing else", () => {
    expect(withReplyTo(content, "任务").header).toEqual(
      headerBytes("hello", { headers, replyTo: "任务", messageId: "7" }),
    );
  });
});
