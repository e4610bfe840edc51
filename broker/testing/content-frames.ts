import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeTable, type FieldTable } from "#broker/wire/field-table.ts";
import { FRAME_BODY, FRAME_HEADER, writeFrame } from "#broker/wire/frame.ts";

const BASIC_CLASS = 60;
const BODY_ROOM_BYTES = 131_072 - 8;

/** The properties tests send. */
export interface SentProperties {
  readonly headers?: FieldTable;
  readonly deliveryMode?: 1 | 2;
  readonly priority?: number;
  readonly replyTo?: string;
  readonly expiration?: string;
  readonly messageId?: string;
  readonly userId?: string;
}

/** Header and body frames of a message. */
export function contentFrames(
  channel: number,
  body: string,
  properties: SentProperties = {},
): Buffer {
  const bytes = Buffer.from(body);
  const writer = new ByteWriter();
  writeFrame(writer, { type: FRAME_HEADER, channel, payload: header(bytes.length, properties) });
  for (let at = 0; at < bytes.length; at += BODY_ROOM_BYTES) {
    const payload = bytes.subarray(at, at + BODY_ROOM_BYTES);
    writeFrame(writer, { type: FRAME_BODY, channel, payload });
  }
  return Buffer.concat(writer.take());
}

function header(
  bodyBytes: number,
  { headers, deliveryMode, priority, replyTo, expiration, messageId, userId }: SentProperties,
): Buffer {
  const writer = new ByteWriter();
  writer.short(BASIC_CLASS);
  writer.short(0);
  writer.longlong(bodyBytes);
  const present: readonly (readonly [flag: number, given: boolean])[] = [
    [0x2000, headers !== undefined],
    [0x1000, deliveryMode !== undefined],
    [0x0800, priority !== undefined],
    [0x0200, replyTo !== undefined],
    [0x0100, expiration !== undefined],
    [0x0080, messageId !== undefined],
    [0x0010, userId !== undefined],
  ];
  writer.short(present.reduce((flags, [flag, given]) => (given ? flags | flag : flags), 0));
  if (headers !== undefined) writeTable(writer, headers);
  if (deliveryMode !== undefined) writer.octet(deliveryMode);
  if (priority !== undefined) writer.octet(priority);
  for (const text of [replyTo, expiration, messageId, userId])
    if (text !== undefined) writer.shortstr(text);
  return Buffer.concat(writer.take());
}
