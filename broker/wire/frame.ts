import type { ByteWriter } from "./byte-writer.ts";
import { writeMethod } from "./method-codec.ts";
import type { MethodFields, MethodName } from "./methods.ts";

/** One AMQP frame, as it crosses the wire (AMQP 0-9-1 §4.2.3). */
export interface Frame {
  readonly type: number;
  readonly channel: number;
  readonly payload: Uint8Array;
}

export const FRAME_METHOD = 1;
export const FRAME_HEADER = 2;
export const FRAME_BODY = 3;
export const FRAME_HEARTBEAT = 8;

export const FRAME_END = 0xce;
export const FRAME_HEADER_BYTES = 7;
/** Octets of a frame that are not payload: its header and the end octet. */
export const FRAME_OVERHEAD_BYTES = FRAME_HEADER_BYTES + 1;

export function writeFrame(writer: ByteWriter, { type, channel, payload }: Frame): void {
  writer.octet(type);
  writer.short(channel);
  writer.long(payload.length);
  writer.passOn(payload);
  writer.octet(FRAME_END);
}

export function writeMethodFrame<Name extends MethodName>(
  writer: ByteWriter,
  channel: number,
  name: Name,
  fields: MethodFields<Name>,
): void {
  writer.octet(FRAME_METHOD);
  writer.short(channel);
  const sizeAt = writer.reserveLong();
  writeMethod(writer, name, fields);
  writer.patchSize(sizeAt);
  writer.octet(FRAME_END);
}
