import { ByteWriter } from "./byte-writer.ts";
import {
  CONTENT_HEADER_FIXED_BYTES,
  PROPERTIES,
  type BasicProperties,
  type Content,
  type PropertyTypes,
} from "./content.ts";
import { writeTable } from "./field-table.ts";

/** The same body with these properties in place of its own. */
export function withProperties({ header, body }: Content, properties: BasicProperties): Content {
  const writer = new ByteWriter();
  writer.bytes(header.subarray(0, CONTENT_HEADER_FIXED_BYTES));
  writer.short(
    PROPERTIES.reduce(
      (flags, [name], i) => (name in properties ? flags | (0x8000 >> i) : flags),
      0,
    ),
  );
  for (const [name, domain] of PROPERTIES) {
    const value = properties[name];
    if (value !== undefined) writeValue(writer, domain, value);
  }
  return { header: joined(writer.take()), body };
}

function writeValue(
  writer: ByteWriter,
  domain: keyof PropertyTypes,
  value: PropertyTypes[keyof PropertyTypes],
): void {
  if (typeof value === "object") writeTable(writer, value);
  else if (typeof value === "string") writer.shortstr(value);
  else if (domain === "octet") writer.octet(value);
  else writer.longlong(value);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
