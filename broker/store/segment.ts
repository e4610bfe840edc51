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

/**
 * What a segment begins with.
 *
 * @param oldest number of the oldest there is.
 */
export function segmentStart(number: number, oldest: number, last: LastNumbers): Buffer {
  const { lastMessageId, lastQueueNumber } = last;
  const body = numbersBody(number, lastMessageId, lastQueueNumber, oldest);
  return Buffer.concat([MAGIC, record(ENTRY.segment, body)]);
}

/** What a `dropped` record says. */
export function droppedBody(number: number): Buffer {
  return numbersBody(number);
}

export interface SegmentReading {
  readonly end: RecordsEnd;
  readonly isSealed: boolean;
  /** Undefined when the file ends before it has begun. */
  readonly start: (LastNumbers & { readonly number: number }) | undefined;
  /** Number of the oldest segment there has to be, as far as this one knows; files of earlier versions don't. */
  readonly oldest: number | undefined;
  /** It has entries. */
  readonly isBegun: boolean;
}

/** Calls `visit` with each whole record of a segment that is one of the log's entries. */
export function readSegment(
  bytes: Buffer,
  visit: (type: number, bodyAt: number, bodyEnd: number) => void,
): SegmentReading {
  let start: SegmentReading["start"];
  let oldest: number | undefined;
  let isSealed = false;
  let isBegun = false;
  const hasMagic = bytes.subarray(0, MAGIC.length).equals(MAGIC);
  const end = readRecords(
    bytes,
    hasMagic ? SEGMENT_RECORDS_AT : bytes.length,
    (type, bodyAt, bodyEnd) => {
      const fields = new FieldReader(bytes, bodyAt, bodyEnd);
      isSealed = type === ENTRY.sealed;
      if (type === ENTRY.segment) {
        start = readStart(fields);
        if (fields.remaining > 0) oldest = fields.number();
        return;
      }
      isBegun = true;
      if (type === ENTRY.dropped) oldest = fields.number() + 1;
      else if (!isSealed) visit(type, bodyAt, bodyEnd);
    },
  );
  if (start === undefined) {
    return { end: { at: 0, how: "damaged" }, isSealed, start, oldest, isBegun };
  }
  return { end, isSealed, start, oldest, isBegun };
}

function readStart(fields: FieldReader): SegmentReading["start"] {
  return {
    number: fields.number(),
    lastMessageId: fields.number(),
    lastQueueNumber: fields.number(),
  };
}

function numbersBody(...numbers: readonly number[]): Buffer {
  const body = Buffer.alloc(8 * numbers.length);
  numbers.forEach((number, i) => body.writeDoubleLE(number, 8 * i));
  return body;
}
