import type { ByteWriter } from "./byte-writer.ts";
import type { KeptBytes } from "./kept-bytes.ts";
import { writeMethod } from "./method-codec.ts";
import type { MethodFields, MethodName } from "./methods.ts";

/** One AMQP frame, as it crosses the wire (AMQP 0-9-1 §4.2.3). */
export interface Frame {
  readonly type: number;
  readonly channel: number;
  readonly payload: Uint8Array;
}

/** A frame where it came: its payload is a part of the chunk, which is kept for as long as this is. */
export class ReceivedFrame implements Frame {
  readonly type: number;
  readonly channel: number;
  readonly chunk: Buffer;
  /** Of the payload. */
  readonly start: number;
  readonly end: number;

  constructor(type: number, channel: number, chunk: Buffer, start: number, end: number) {
    this.type = type;
    this.channel = channel;
    this.chunk = chunk;
    this.start = start;
    this.end = end;
  }

  get payloadBytes(): number {
    return this.end - this.start;
  }

  /** A view. */
  get payload(): Uint8Array {
    return new Uint8Array(this.chunk.buffer, this.chunk.byteOffset + this.start, this.payloadBytes);
  }
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
  writeFrameOf(writer, type, channel, payload);
}

export function writeFrameOf(
  writer: ByteWriter,
  type: number,
  channel: number,
  payload: KeptBytes,
): void {
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
