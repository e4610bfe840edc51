import fc from "fast-check";
import type { Field, FieldTable } from "#broker/wire/field-table.ts";
import { decodeText } from "#broker/wire/text.ts";

const name = fc.string({ maxLength: 20 });
const numbers = (type: Field["type"], min: number, max: number) =>
  fc.integer({ min, max }).map((value) => ({ type, value }) as Field);
const bigints = (type: "long" | "timestamp", min: bigint, max: bigint) =>
  fc.bigInt({ min, max }).map((value): Field => ({ type, value }));

/** Any value of any of the 17 field types, tables and arrays up to a few levels deep. */
const anyField: fc.Arbitrary<Field> = fc.letrec<{ field: Field; table: FieldTable }>((tie) => ({
  field: fc.oneof(
    { depthSize: "small" },
    fc.boolean().map((value): Field => ({ type: "bool", value })),
    numbers("byte", -0x80, 0x7f),
    numbers("unsignedbyte", 0, 0xff),
    numbers("short", -0x8000, 0x7fff),
    numbers("unsignedshort", 0, 0xffff),
    numbers("signedint", -0x8000_0000, 0x7fff_ffff),
    numbers("unsignedint", 0, 0xffff_ffff),
    bigints("long", -(2n ** 63n), 2n ** 63n - 1n),
    bigints("timestamp", 0n, 2n ** 64n - 1n),
    fc.float().map((value): Field => ({ type: "float", value })),
    fc.double().map((value): Field => ({ type: "double", value })),
    fc
      .record({ scale: fc.nat(0xff), unscaled: fc.nat(0xffff_ffff) })
      .map((value): Field => ({ type: "decimal", value })),
    fc
      .string({ unit: "binary", maxLength: 300 })
      .map((value): Field => ({ type: "longstr", value })),
    fc
      .uint8Array({ maxLength: 60 })
      .map((bytes): Field => ({ type: "longstr", value: decodeText(bytes) })),
    fc
      .uint8Array({ maxLength: 300 })
      .map((value): Field => ({ type: "binary", value: new Uint8Array(value) })),
    fc.constant<Field>({ type: "void", value: null }),
    fc.array(tie("field"), { maxLength: 5 }).map((value): Field => ({ type: "array", value })),
    tie("table").map((value): Field => ({ type: "table", value })),
  ),
  table: fc.array(fc.tuple(name, tie("field")), { maxLength: 5 }).map((rows) => new Map(rows)),
})).field;

export const anyTable: fc.Arbitrary<FieldTable> = fc
  .array(fc.tuple(name, anyField), { maxLength: 8 })
  .map((rows) => new Map(rows));
