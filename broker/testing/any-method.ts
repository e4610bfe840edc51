import fc from "fast-check";
import {
  METHOD_NAMES,
  METHODS,
  type Domain,
  type Method,
  type MethodName,
} from "#broker/wire/methods.ts";
import { decodeText } from "#broker/wire/text.ts";
import { anyTable } from "./any-field.ts";

const ANY_OF_DOMAIN: Record<Domain, fc.Arbitrary<unknown>> = {
  bit: fc.boolean(),
  octet: fc.nat(0xff),
  short: fc.nat(0xffff),
  long: fc.nat(0xffff_ffff),
  longlong: fc.maxSafeNat(),
  shortstr: fc.string({ unit: "binary", maxLength: 60 }),
  bytestr: fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }).map(decodeText),
  ),
  longstr: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
  table: anyTable,
};

/** Any fields for one method. */
export function anyFieldsOf(name: MethodName): fc.Arbitrary<Method> {
  const fields = Object.entries<Domain>(METHODS[name].fields)
    .filter(([field]) => !field.startsWith("reserved"))
    .map(([field, domain]) => [field, ANY_OF_DOMAIN[domain]] as const);
  // The record has the names and domains MethodFields is derived from.
  return fc
    .record(Object.fromEntries(fields), { noNullPrototype: true })
    .map((values) => ({ name, fields: values }) as unknown as Method);
}

export const anyMethod: fc.Arbitrary<Method> = fc.constantFrom(...METHOD_NAMES).chain(anyFieldsOf);
