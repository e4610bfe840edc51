import { FRAME_METHOD } from "#broker/wire/frame.ts";
import { METHODS, type Domain, type MethodName } from "#broker/wire/methods.ts";
import type { Rng } from "#shared/kernel/random.ts";
import { rawFrame } from "#tests/support/raw-frame.ts";
import { brokenField } from "./broken-fields.ts";
import { nearField } from "./near-fields.ts";
import { octet, short } from "./octets.ts";

const BITS_AN_OCTET = 8;

export const fieldsOf = (name: MethodName): readonly (readonly [string, Domain])[] =>
  Object.entries<Domain>(METHODS[name].fields);

/** A method frame's payload of fields that could be meant, except `broken`. */
export function methodOctets(rng: Rng, name: MethodName, broken?: string): Buffer {
  const { classId, methodId } = METHODS[name];
  const parts = [short(classId), short(methodId)];
  let bits: Buffer | undefined;
  let bitCount = 0;
  for (const [field, domain] of fieldsOf(name)) {
    const isBroken = field === broken;
    if (domain !== "bit" || isBroken) {
      bits = undefined;
      parts.push(isBroken ? brokenField(rng, domain) : nearField(rng, field, domain));
      continue;
    }
    if (bits === undefined || bitCount === BITS_AN_OCTET) {
      parts.push((bits = octet(0)));
      bitCount = 0;
    }
    const bit = nearField(rng, field, domain).readUInt8();
    bits.writeUInt8(bits.readUInt8() | (bit << bitCount++));
  }
  return Buffer.concat(parts);
}

/** A method as it could be meant. */
export function nearMethod(rng: Rng, channel: number, name: MethodName): Buffer {
  return rawFrame(FRAME_METHOD, channel, methodOctets(rng, name));
}
