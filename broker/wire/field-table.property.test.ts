import fc from "fast-check";
import { expect, it } from "vitest";
import { anyTable } from "#broker/testing/any-field.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { readTable, writeTable } from "./field-table.ts";

it("every field type reads as it was written", () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const writer = new ByteWriter();
      writeTable(writer, table);
      const bytes = new Uint8Array(Buffer.concat(writer.take()));
      const reader = new ByteReader(bytes);
      expect(readTable(reader)).toEqual(table);
      expect(reader.remaining).toBe(0);
    }),
  );
});
