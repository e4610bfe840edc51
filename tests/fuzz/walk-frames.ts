import {
  FRAME_END,
  FRAME_HEADER_BYTES,
  FRAME_OVERHEAD_BYTES,
  type Frame,
} from "#broker/wire/frame.ts";

/** What a reader of `bytes` makes of them. Written without the broker's own splitter, on purpose. */
export interface Walked {
  readonly frames: readonly Frame[];
  /** How they end: at the end of a frame, within one, or where nobody can follow. */
  readonly end: "whole" | "cut" | "broken";
}

/** @param largestPayload longer ones are broken; RabbitMQ takes frame-max for it. */
export function walkFrames(bytes: Buffer, largestPayload: number): Walked {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < FRAME_HEADER_BYTES) return { frames, end: "cut" };
    const size = bytes.readUInt32BE(at + 3);
    if (size > largestPayload) return { frames, end: "broken" };
    const next = at + size + FRAME_OVERHEAD_BYTES;
    if (next > bytes.length) return { frames, end: "cut" };
    if (bytes[next - 1] !== FRAME_END) return { frames, end: "broken" };
    frames.push({
      type: bytes.readUInt8(at),
      channel: bytes.readUInt16BE(at + 1),
      payload: bytes.subarray(at + FRAME_HEADER_BYTES, next - 1),
    });
    at = next;
  }
  return { frames, end: "whole" };
}
