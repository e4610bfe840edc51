import type { Arguments } from "./core/arguments.ts";
import type { StoreOptions } from "./store/store.ts";
import { ByteReader } from "./wire/byte-reader.ts";
import { ByteWriter } from "./wire/byte-writer.ts";
import { KeptContent, readProperties, type Content } from "./wire/content.ts";
import { readTable, writeTable, type FieldTable } from "./wire/field-table.ts";
import { keep } from "./wire/kept-bytes.ts";

const kept = (chunk: Buffer) => keep(chunk, 0, chunk.length);
const onlyOne = ([chunk, ...more]: readonly Buffer[]) =>
  chunk !== undefined && more.length === 0
    ? chunk
    : Buffer.concat(chunk === undefined ? [] : [chunk, ...more]);

/** What the store keeps of content and arguments: the octets they had on the wire. */
export const storedForm: StoreOptions<Content>["codec"] = {
  contentToChunks: (content) =>
    content instanceof KeptContent
      ? [content.keptHeader, content.keptBody]
      : [content.header, ...content.body],
  contentFromChunks: ([header = Buffer.alloc(0), ...body]) =>
    new KeptContent(kept(header), kept(onlyOne(body))),
  messageIdOf: ({ header }) => readProperties(header).messageId,
  argumentsToBytes: (args) => {
    const writer = new ByteWriter();
    writeTable(writer, args as FieldTable);
    return Buffer.concat(writer.take());
  },
  argumentsFromBytes: (bytes): Arguments => readTable(new ByteReader(bytes)),
};
