import { ENTRY } from "./entry.ts";
import { FieldReader } from "./field-reader.ts";
import { readRecords, record, type RecordsEnd } from "./record.ts";

/** One file of the log. Only the one with the highest number is written to. */
export interface Segment {
  readonly number: number;
  /** Up to here it is known to be good. */
  bytes: number;
}

/** Numbers never to be given again, even when nothing in the log bears them any more. */
export interface LastNumbers {
  readonly lastMessageId: number;
  readonly lastQueueNumber: number;
}

/** The format, and its version. */
const MAGIC = Buffer.from("AMQPLOG1", "latin1");
export const SEGMENT_RECORDS_AT = MAGIC.length;
const DIGITS = 10;

export const SEALED_RECORD = record(ENTRY.sealed, new Uint8Array());

export function segmentName(number: number): string {
  return `${String(number).padStart(DIGITS, "0")}.log`;
}

/** @returns undefined when it is no segment's name. */
export function segmentNumber(name: string): number | undefined {
  const digits = /^(\d{10})\.log$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What a segment begins with. */
export function segmentStart(number: number, last: LastNumbers): Buffer {
  const body = Buffer.alloc(24);
  body.writeDoubleLE(number, 0);
  body.writeDoubleLE(last.lastMessageId, 8);
  body.writeDoubleLE(last.lastQueueNumber, 16);
  return Buffer.concat([MAGIC, record(ENTRY.segment, body)]);
}

export interface SegmentReading {
  readonly end: RecordsEnd;
  readonly isSealed: boolean;
  /** Undefined when the file ends before it has begun. */
  readonly start: (LastNumbers & { readonly number: number }) | undefined;
}

/** Calls `visit` with each whole record of a segment that is one of the log's entries. */
export function readSegment(
  bytes: Buffer,
  visit: (type: number, bodyAt: number, bodyEnd: number) => void,
): SegmentReading {
  const nothing = { isSealed: false, start: undefined };
  const magic = bytes.subarray(0, MAGIC.length);
  if (!MAGIC.subarray(0, magic.length).equals(magic) && !magic.every((octet) => octet === 0)) {
    return { end: { at: 0, how: "damaged" }, ...nothing };
  }
  if (bytes.length < MAGIC.length) return { end: { at: 0, how: "cut-off" }, ...nothing };
  let start: SegmentReading["start"];
  let isSealed = false;
  const end = readRecords(bytes, SEGMENT_RECORDS_AT, (type, bodyAt, bodyEnd) => {
    isSealed = type === ENTRY.sealed;
    if (type === ENTRY.segment) start ??= readStart(new FieldReader(bytes, bodyAt, bodyEnd));
    else if (!isSealed) visit(type, bodyAt, bodyEnd);
  });
  return { end, isSealed, start };
}

function readStart(fields: FieldReader): SegmentReading["start"] {
  return {
    number: fields.number(),
    lastMessageId: fields.number(),
    lastQueueNumber: fields.number(),
  };
}
