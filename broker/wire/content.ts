import { ByteReader, Malformed } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readTable, sortedTable, tableWithout, type FieldTable } from "./field-table.ts";
import { FRAME_BODY, FRAME_HEADER, FRAME_OVERHEAD_BYTES, writeFrameOf } from "./frame.ts";
import { bytesOf, type KeptBytes } from "./kept-bytes.ts";

/** A message's content as it came: nothing in it is decoded to pass it on. */
export interface Content {
  /** The header frame's payload: class id, weight, body size, flags, properties. */
  readonly header: Uint8Array;
  readonly body: readonly Uint8Array[];
}

/** Content as it is kept until it has been delivered. */
export class KeptContent implements Content {
  readonly keptHeader: KeptBytes;
  readonly keptBody: KeptBytes;

  constructor(header: KeptBytes, body: KeptBytes) {
    this.keptHeader = header;
    this.keptBody = body;
  }

  get header(): Uint8Array {
    return bytesOf(this.keptHeader);
  }

  get body(): readonly Uint8Array[] {
    return this.keptBody.length === 0 ? [] : [bytesOf(this.keptBody)];
  }
}

/** Octets before the property flags: class id, weight, body size. */
export const CONTENT_HEADER_FIXED_BYTES = 12;

/** In the order of their flags, highest bit first. */
export const PROPERTIES = [
  ["contentType", "bytestr"],
  ["contentEncoding", "bytestr"],
  ["headers", "table"],
  ["deliveryMode", "octet"],
  ["priority", "octet"],
  ["correlationId", "bytestr"],
  ["replyTo", "bytestr"],
  ["expiration", "bytestr"],
  ["messageId", "bytestr"],
  ["timestamp", "longlong"],
  ["type", "bytestr"],
  ["userId", "bytestr"],
  ["appId", "bytestr"],
  ["clusterId", "bytestr"],
] as const;

export interface PropertyTypes {
  bytestr: string;
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
export function readContentHeader(
  payload: Uint8Array,
  start = 0,
  end = payload.length,
): ContentHeader {
  const reader = new ByteReader(payload, start, end);
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
    if (isPresent(flags, i)) properties[name] = readValue(reader, domain);
  });
  if (reader.remaining > 0) throw new Malformed(`${reader.remaining} octets after the properties`);
  // The names and domains come from the table BasicProperties is derived from.
  return properties;
}

/** The content with another reply-to than the one it has; all else octet for octet. */
export function withReplyTo({ header, body }: Content, replyTo: string): Content {
  const text = new TextEncoder().encode(replyTo);
  return { header: replaced(header, "replyTo", () => Uint8Array.of(text.length, ...text)), body };
}

/** The content without the header called `name`; all else octet for octet. */
export function withoutHeader({ header, body }: Content, name: string): Content {
  return { header: replaced(header, "headers", (table) => tableWithout(table, name)), body };
}

/** The content with its headers in order of their names, of each name the first; all else octet for octet. */
export function withSortedHeaders({ header, body }: Content): Content {
  return { header: replaced(header, "headers", sortedTable), body };
}

/** A content header with the octets of one of its properties changed. */
function replaced(
  header: Uint8Array,
  property: keyof BasicProperties,
  change: (octets: Uint8Array) => Uint8Array,
): Uint8Array {
  const reader = new ByteReader(header, CONTENT_HEADER_FIXED_BYTES);
  const flags = reader.short();
  for (const [i, [name, domain]] of PROPERTIES.entries()) {
    if (!isPresent(flags, i)) continue;
    const start = reader.position;
    readValue(reader, domain);
    if (name !== property) continue;
    const octets = change(header.subarray(start, reader.position));
    const rest = header.subarray(reader.position);
    const changed = new Uint8Array(start + octets.length + rest.length);
    changed.set(header.subarray(0, start));
    changed.set(octets, start);
    changed.set(rest, start + octets.length);
    return changed;
  }
  return header;
}

/** Properties are flagged from the highest bit down. */
function isPresent(flags: number, index: number): boolean {
  return (flags & (0x8000 >> index)) !== 0;
}

function readValue(reader: ByteReader, domain: keyof PropertyTypes): unknown {
  return domain === "table" ? readTable(reader) : reader[domain]();
}

/** Writes the header frame and as many body frames as `frameMax` (octets, 0 = no limit) asks for. */
export function writeContent(
  writer: ByteWriter,
  channel: number,
  content: Content,
  frameMax: number,
): void {
  const room = frameMax === 0 ? Infinity : frameMax - FRAME_OVERHEAD_BYTES;
  const isKept = content instanceof KeptContent;
  writeFrameOf(writer, FRAME_HEADER, channel, isKept ? content.keptHeader : content.header);
  if (isKept && content.keptBody.length <= room) {
    if (content.keptBody.length > 0) writeFrameOf(writer, FRAME_BODY, channel, content.keptBody);
    return;
  }
  for (const part of content.body) writeBody(writer, channel, part, room);
}

function writeBody(writer: ByteWriter, channel: number, part: Uint8Array, room: number): void {
  if (part.length <= room) {
    writeFrameOf(writer, FRAME_BODY, channel, part);
    return;
  }
  for (let at = 0; at < part.length; at += room) {
    writeFrameOf(writer, FRAME_BODY, channel, part.subarray(at, at + room));
  }
}
