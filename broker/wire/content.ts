import { ByteReader, Malformed } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readTable, type FieldTable } from "./field-table.ts";
import { FRAME_BODY, FRAME_HEADER, FRAME_OVERHEAD_BYTES, writeFrame } from "./frame.ts";

/** A message's content as it came: nothing in it is decoded to pass it on. */
export interface Content {
  /** The header frame's payload: class id, weight, body size, flags, properties. */
  readonly header: Uint8Array;
  readonly body: readonly Uint8Array[];
}

/** Octets before the property flags: class id, weight, body size. */
export const CONTENT_HEADER_FIXED_BYTES = 12;

/** In the order of their flags, highest bit first. */
const PROPERTIES = [
  ["contentType", "shortstr"],
  ["contentEncoding", "shortstr"],
  ["headers", "table"],
  ["deliveryMode", "octet"],
  ["priority", "octet"],
  ["correlationId", "shortstr"],
  ["replyTo", "shortstr"],
  ["expiration", "shortstr"],
  ["messageId", "shortstr"],
  ["timestamp", "longlong"],
  ["type", "shortstr"],
  ["userId", "shortstr"],
  ["appId", "shortstr"],
  ["clusterId", "shortstr"],
] as const;

interface PropertyTypes {
  shortstr: string;
  octet: number;
  longlong: number;
  table: FieldTable;
}

export type BasicProperties = {
  readonly [Row in (typeof PROPERTIES)[number] as Row[0]]?: PropertyTypes[Row[1]];
};

export interface ContentHeader {
  readonly classId: number;
  readonly weight: number;
  readonly bodyBytes: number;
}

/** @throws {@link Malformed} when the header is cut short. */
export function readContentHeader(payload: Uint8Array): ContentHeader {
  const reader = new ByteReader(payload);
  return { classId: reader.short(), weight: reader.short(), bodyBytes: reader.longlong() };
}

/**
 * @param header a basic content header frame's payload.
 * @throws {@link Malformed} when the properties are.
 */
export function readProperties(header: Uint8Array): BasicProperties {
  const reader = new ByteReader(header, CONTENT_HEADER_FIXED_BYTES);
  const flags = reader.short();
  const properties: Record<string, unknown> = {};
  PROPERTIES.forEach(([name, domain], i) => {
    if ((flags & (0x8000 >> i)) === 0) return;
    properties[name] = domain === "table" ? readTable(reader) : reader[domain]();
  });
  if (reader.remaining > 0) throw new Malformed(`${reader.remaining} octets after the properties`);
  // The names and domains come from the table BasicProperties is derived from.
  return properties;
}

/** Writes the header frame and as many body frames as `frameMax` (octets, 0 = no limit) asks for. */
export function writeContent(
  writer: ByteWriter,
  channel: number,
  { header, body }: Content,
  frameMax: number,
): void {
  const room = frameMax === 0 ? Infinity : frameMax - FRAME_OVERHEAD_BYTES;
  writeFrame(writer, { type: FRAME_HEADER, channel, payload: header });
  for (const part of body) {
    if (part.length <= room) {
      writeFrame(writer, { type: FRAME_BODY, channel, payload: part });
      continue;
    }
    for (let at = 0; at < part.length; at += room) {
      writeFrame(writer, { type: FRAME_BODY, channel, payload: part.subarray(at, at + room) });
    }
  }
}
