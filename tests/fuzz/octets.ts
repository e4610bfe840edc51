import { uniformInt, type Rng } from "#shared/kernel/random.ts";

/** Big-endian numbers of AMQP's sizes, whatever is put in. */
export const octet = (value: number): Buffer => Buffer.of(value & 0xff);

export function short(value: number): Buffer {
  return Buffer.of((value >>> 8) & 0xff, value & 0xff);
}

export function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function longlong(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
}

/** @param size what it claims to be. */
export function shortstr(text: string | Buffer, size?: number): Buffer {
  const bytes = Buffer.from(text as string).subarray(0, 255);
  return Buffer.concat([octet(size ?? bytes.length), bytes]);
}

/** @param size what it claims to be. */
export function longstr(text: string | Buffer, size?: number): Buffer {
  const bytes = Buffer.from(text as string);
  return Buffer.concat([long(size ?? bytes.length), bytes]);
}

export function noise(rng: Rng, least: number, most: number): Buffer {
  const bytes = Buffer.allocUnsafe(uniformInt(rng, least, most));
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(rng() * 256);
  return bytes;
}
