import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeMethodFrame } from "#broker/wire/frame.ts";
import { METHODS, type MethodFields, type MethodName } from "#broker/wire/methods.ts";

/** Fields left out are zero, empty or false. */
export function methodFrame<Name extends MethodName>(
  channel: number,
  name: Name,
  fields: Partial<MethodFields<Name>> = {},
): Buffer {
  const writer = new ByteWriter();
  writeMethodFrame(writer, channel, name, { ...emptyFields(name), ...fields });
  return Buffer.concat(writer.take());
}

const EMPTY = {
  bit: false,
  octet: 0,
  short: 0,
  long: 0,
  longlong: 0,
  shortstr: "",
  bytestr: "",
  longstr: new Uint8Array(),
  table: new Map(),
};

function emptyFields<Name extends MethodName>(name: Name): MethodFields<Name> {
  const fields = Object.entries(METHODS[name].fields);
  // The values are of the domains the table gives, which MethodFields is derived from.
  return Object.fromEntries(
    fields.map(([field, domain]) => [field, EMPTY[domain]]),
  ) as MethodFields<Name>;
}
