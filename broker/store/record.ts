import { crc32 } from "node:zlib";

/**
 * A record on disk: length of the body (u32), type (u8), crc32 of the body (u32), crc32 of these nine octets (u32),
 * body. Little-endian. Because the head is checked by itself, a length can be believed: a record
 * that reaches beyond the end of its file was cut off, and any other that doesn't check was damaged.
 */
export const RECORD_HEAD_BYTES = 13;
const CHECKED_HEAD_BYTES = 9;

/** How the records of a file end. */
export interface RecordsEnd {
  /** Where the first octet is that belongs to no whole record. */
  readonly at: number;
  /**
   * `clean`: the file ends with a record. `cut-off`: with the beginning of one, or with zeros where one was to be.
   * `damaged`: what stands there was not left by a write that stopped half-way.
   */
  readonly how: "clean" | "cut-off" | "damaged";
}

/**
 * Calls `visit` with each whole record that begins between `start` and `until`; its body is at [bodyAt, bodyEnd).
 */
export function readRecords(
  bytes: Buffer,
  start: number,
  visit: (type: number, bodyAt: number, bodyEnd: number) => void,
  until = bytes.length,
): RecordsEnd {
  let at = start;
  while (at < until) {
    const bodyAt = at + RECORD_HEAD_BYTES;
    if (bodyAt > bytes.length) return { at, how: "cut-off" };
    const headCrc = crc32(bytes.subarray(at, at + CHECKED_HEAD_BYTES));
    if (headCrc !== bytes.readUInt32LE(at + CHECKED_HEAD_BYTES)) {
      return { at, how: isZero(bytes, at) ? "cut-off" : "damaged" };
    }
    const bodyEnd = bodyAt + bytes.readUInt32LE(at);
    if (bodyEnd > bytes.length) return { at, how: "cut-off" };
    if (crc32(bytes.subarray(bodyAt, bodyEnd)) !== bytes.readUInt32LE(at + 5)) {
      return { at, how: "damaged" };
    }
    visit(bytes.readUInt8(at + 4), bodyAt, bodyEnd);
    at = bodyEnd;
  }
  return { at, how: "clean" };
}

/** A record by itself. */
export function record(type: number, body: Uint8Array): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(RECORD_HEAD_BYTES), body]);
  writeHead(bytes, 0, { type, bodyBytes: body.length, bodyCrc: crc32(body) });
  return bytes;
}

/** Writes the head of a record at `at` of `bytes`. */
export function writeHead(
  bytes: Buffer,
  at: number,
  head: { readonly type: number; readonly bodyBytes: number; readonly bodyCrc: number },
): void {
  bytes.writeUInt32LE(head.bodyBytes, at);
  bytes.writeUInt8(head.type, at + 4);
  bytes.writeUInt32LE(head.bodyCrc, at + 5);
  const headCrc = crc32(bytes.subarray(at, at + CHECKED_HEAD_BYTES));
  bytes.writeUInt32LE(headCrc, at + CHECKED_HEAD_BYTES);
}

function isZero(bytes: Buffer, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
