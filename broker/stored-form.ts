import type { Arguments } from "./core/arguments.ts";
import type { StoreOptions } from "./store/store.ts";
import { ByteReader } from "./wire/byte-reader.ts";
import { ByteWriter } from "./wire/byte-writer.ts";
import type { Content } from "./wire/content.ts";
import { readTable, writeTable, type FieldTable } from "./wire/field-table.ts";

/** What the store keeps of content and arguments: the octets they had on the wire. */
export const storedForm: StoreOptions<Content>["codec"] = {
  contentToChunks: ({ header, body }) => [header, ...body],
  contentFromChunks: ([header = new Uint8Array(), ...body]) => ({ header, body }),
  argumentsToBytes: (args) => {
    const writer = new ByteWriter();
    writeTable(writer, args as FieldTable);
    return Buffer.concat(writer.take());
  },
  argumentsFromBytes: (bytes): Arguments => readTable(new ByteReader(bytes)),
};
