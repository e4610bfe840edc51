import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readTable, writeTable, type FieldTable } from "./field-table.ts";

interface DomainCodec<Value> {
  readonly read: (reader: ByteReader) => Value;
  /** Passes over it, whatever it holds. */
  readonly skip: (reader: ByteReader) => void;
  readonly write: (writer: ByteWriter, value: Value) => void;
  readonly empty: Value;
}

/** How each domain of method fields is read and written, and what stands for a reserved field. */
export const DOMAIN_CODECS = {
  octet: number("octet"),
  short: number("short"),
  long: number("long"),
  longlong: number("longlong"),
  shortstr: {
    read: (reader) => reader.shortstr(),
    skip: (reader) => void reader.bytestr(),
    write: (writer, value) => {
      writer.shortstr(value);
    },
    empty: "",
  } satisfies DomainCodec<string>,
  bytestr: {
    read: (reader) => reader.bytestr(),
    skip: (reader) => void reader.bytestr(),
    write: (writer, value) => {
      writer.shortstr(value);
    },
    empty: "",
  } satisfies DomainCodec<string>,
  longstr: {
    read: (reader) => reader.longstr().slice(),
    skip: (reader) => void reader.longstr(),
    write: (writer, value) => {
      writer.longstr(value);
    },
    empty: new Uint8Array(),
  } satisfies DomainCodec<Uint8Array>,
  table: {
    read: (reader) => readTable(reader),
    skip: (reader) => void reader.longstr(),
    write: writeTable,
    empty: new Map(),
  } satisfies DomainCodec<FieldTable>,
};

function number(domain: "octet" | "short" | "long" | "longlong"): DomainCodec<number> {
  return {
    read: (reader) => reader[domain](),
    skip: (reader) => void reader[domain](),
    write: (writer, value) => {
      writer[domain](value);
    },
    empty: 0,
  };
}
