import { ByteReader, Malformed } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** A field's value with its type. The types bear RabbitMQ's names, which its error texts quote. */
export type Field =
  | { readonly type: "bool"; readonly value: boolean }
  | {
      readonly type:
        | "byte"
        | "unsignedbyte"
        | "short"
        | "unsignedshort"
        | "signedint"
        | "unsignedint"
        | "float"
        | "double";
      readonly value: number;
    }
  | { readonly type: "long" | "timestamp"; readonly value: bigint }
  | {
      readonly type: "decimal";
      readonly value: { readonly scale: number; readonly unscaled: number };
    }
  | { readonly type: "longstr"; readonly value: string }
  | { readonly type: "binary"; readonly value: Uint8Array }
  | { readonly type: "array"; readonly value: readonly Field[] }
  | { readonly type: "table"; readonly value: FieldTable }
  | { readonly type: "void"; readonly value: null };

/** Where a name occurs twice on the wire, the first one counts. */
export type FieldTable = ReadonlyMap<string, Field>;

/** Deeper tables are refused: reading them would exhaust the stack. */
const MAX_DEPTH = 32;

const SIZE_BYTES = 4;

const TAGS = {
  t: "bool",
  b: "byte",
  B: "unsignedbyte",
  s: "short",
  u: "unsignedshort",
  I: "signedint",
  i: "unsignedint",
  l: "long",
  f: "float",
  d: "double",
  D: "decimal",
  S: "longstr",
  x: "binary",
  A: "array",
  T: "timestamp",
  F: "table",
  V: "void",
} as const satisfies Record<string, Field["type"]>;

const TYPE_OF_TAG = new Map<number, Field["type"]>(
  Object.entries(TAGS).map(([tag, type]) => [tag.charCodeAt(0), type]),
);
const TAG_OF_TYPE = new Map<Field["type"], number>(
  [...TYPE_OF_TAG].map(([tag, type]) => [type, tag]),
);

/**
 * @throws {@link Malformed} when the table is, or is nested deeper than 32.
 */
export function readTable(reader: ByteReader, depth = 0): FieldTable {
  const inside = reader.sub(reader.long());
  const table = new Map<string, Field>();
  while (inside.remaining > 0) {
    const name = inside.bytestr();
    const field = readField(inside, depth);
    if (!table.has(name)) table.set(name, field);
  }
  return table;
}

/** The octets of a table, size and all, with those of the entries called `name` left out. */
export function tableWithout(table: Uint8Array, name: string): Uint8Array {
  const reader = new ByteReader(table, SIZE_BYTES);
  const kept = new Uint8Array(table.length);
  let length = SIZE_BYTES;
  while (reader.remaining > 0) {
    const start = reader.position;
    const isKept = reader.bytestr() !== name;
    readField(reader, 0);
    if (!isKept) continue;
    kept.set(table.subarray(start, reader.position), length);
    length += reader.position - start;
  }
  new DataView(kept.buffer).setUint32(0, length - SIZE_BYTES);
  return kept.slice(0, length);
}

/** The octets of a table, size and all, with its entries in order of their names; of a name that comes twice, the first. */
export function sortedTable(table: Uint8Array): Uint8Array {
  const reader = new ByteReader(table, SIZE_BYTES);
  const entries = new Map<string, Uint8Array>();
  while (reader.remaining > 0) {
    const start = reader.position;
    const name = reader.bytestr();
    readField(reader, 0);
    if (!entries.has(name)) entries.set(name, table.subarray(start, reader.position));
  }
  const sorted = new Uint8Array(table.length);
  let length = SIZE_BYTES;
  for (const [, entry] of byName(entries)) {
    sorted.set(entry, length);
    length += entry.length;
  }
  new DataView(sorted.buffer).setUint32(0, length - SIZE_BYTES);
  return sorted.slice(0, length);
}

/** The same entries, in order of their names. */
export function byName<Value>(table: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...table].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function readField(reader: ByteReader, depth: number): Field {
  if (depth > MAX_DEPTH) {
    throw new Malformed(`field table nested deeper than ${MAX_DEPTH} levels`);
  }
  const tag = reader.octet();
  const type = TYPE_OF_TAG.get(tag);
  switch (type) {
    case "bool":
      return { type, value: reader.octet() !== 0 };
    case "byte":
      return { type, value: (reader.octet() << 24) >> 24 };
    case "unsignedbyte":
      return { type, value: reader.octet() };
    case "short":
      return { type, value: (reader.short() << 16) >> 16 };
    case "unsignedshort":
      return { type, value: reader.short() };
    case "signedint":
      return { type, value: reader.long() | 0 };
    case "unsignedint":
      return { type, value: reader.long() };
    case "long":
      return { type, value: BigInt.asIntN(64, reader.bigLonglong()) };
    case "timestamp":
      return { type, value: reader.bigLonglong() };
    case "float":
      return { type, value: reader.float() };
    case "double":
      return { type, value: reader.double() };
    case "decimal":
      return { type, value: { scale: reader.octet(), unscaled: reader.long() } };
    case "longstr":
      return { type, value: reader.longText() };
    case "binary":
      return { type, value: reader.longstr().slice() };
    case "array":
      return { type, value: readArray(reader, depth + 1) };
    case "table":
      return { type, value: readTable(reader, depth + 1) };
    case "void":
      return { type, value: null };
    case undefined:
      throw new Malformed(`unknown field type ${tag} in a table`);
  }
}

function readArray(reader: ByteReader, depth: number): readonly Field[] {
  const inside = reader.sub(reader.long());
  const fields: Field[] = [];
  while (inside.remaining > 0) fields.push(readField(inside, depth));
  return fields;
}

export function writeTable(writer: ByteWriter, table: FieldTable): void {
  const sizeAt = writer.reserveLong();
  for (const [name, field] of table) {
    writer.shortstr(name);
    writeField(writer, field);
  }
  writer.patchSize(sizeAt);
}

function writeField(writer: ByteWriter, field: Field): void {
  writer.octet(TAG_OF_TYPE.get(field.type) ?? 0);
  switch (field.type) {
    case "bool":
      writer.octet(field.value ? 1 : 0);
      return;
    case "byte":
    case "unsignedbyte":
      writer.octet(field.value);
      return;
    case "short":
    case "unsignedshort":
      writer.short(field.value);
      return;
    case "signedint":
    case "unsignedint":
      writer.long(field.value);
      return;
    case "float":
      writer.float(field.value);
      return;
    case "double":
      writer.double(field.value);
      return;
    case "long":
    case "timestamp":
      writer.bigLonglong(field.value);
      return;
    case "decimal":
      writer.octet(field.value.scale);
      writer.long(field.value.unscaled);
      return;
    case "longstr":
      writer.longText(field.value);
      return;
    case "binary":
      writer.longstr(field.value);
      return;
    case "array": {
      const sizeAt = writer.reserveLong();
      for (const item of field.value) writeField(writer, item);
      writer.patchSize(sizeAt);
      return;
    }
    case "table":
      writeTable(writer, field.value);
      return;
    case "void":
      return;
  }
}
