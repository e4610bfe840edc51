import { FramingError } from "../amqp-error.ts";
import { erlangBinary } from "./erlang-term.ts";
import { FRAME_END, FRAME_HEADER_BYTES, FRAME_OVERHEAD_BYTES, type Frame } from "./frame.ts";

/** RabbitMQ takes a payload that fills frame-max alone, without room for the frame around it. */
const TOLERATED_BYTES = FRAME_OVERHEAD_BYTES;
const SNIPPET_BYTES = 16;

/** Cuts a byte stream into frames, however the network cut it into chunks. */
export class FrameSplitter {
  #frameMax: number;
  /** Chunks of the frame that is still incomplete. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** How many octets must be there before it is worth looking again. */
  #needed = FRAME_HEADER_BYTES;

  /** @param frameMax largest frame in octets, or 0 for no limit. */
  constructor(frameMax: number) {
    this.#frameMax = frameMax;
  }

  limitTo(frameMax: number): void {
    this.#frameMax = frameMax;
  }

  /**
   * Calls `onFrame` for each frame `chunk` completes, oldest first. Payloads are views into the chunk.
   *
   * @param onFrame returns false to leave the rest of the chunk unread.
   * @throws {@link FramingError} 501 when a frame is too large or does not end in the end octet.
   */
  push(chunk: Uint8Array, onFrame: (frame: Frame) => boolean): void {
    const bytes = this.#gather(chunk);
    if (bytes === undefined) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (;;) {
      if (bytes.length - at < FRAME_HEADER_BYTES) {
        this.#needed = FRAME_HEADER_BYTES;
        break;
      }
      const type = view.getUint8(at);
      const size = view.getUint32(at + 3);
      this.#checkSize(type, size);
      const frameBytes = size + FRAME_OVERHEAD_BYTES;
      if (bytes.length - at < frameBytes) {
        this.#needed = frameBytes;
        break;
      }
      const payload = bytes.subarray(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + size);
      checkEnd(type, payload, view.getUint8(at + frameBytes - 1));
      const channel = view.getUint16(at + 1);
      at += frameBytes;
      if (!onFrame({ type, channel, payload })) return;
    }
    this.#keep(bytes.subarray(at));
  }

  #gather(chunk: Uint8Array): Uint8Array | undefined {
    if (this.#waitingBytes === 0) return chunk;
    this.#keep(chunk);
    if (this.#waitingBytes < this.#needed) return undefined;
    const joined = new Uint8Array(this.#waitingBytes);
    let at = 0;
    for (const part of this.#waiting) {
      joined.set(part, at);
      at += part.length;
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
    return joined;
  }

  #keep(rest: Uint8Array): void {
    if (rest.length === 0) return;
    this.#waiting.push(rest);
    this.#waitingBytes += rest.length;
  }

  #checkSize(type: number, size: number): void {
    if (this.#frameMax === 0) return;
    const largest = this.#frameMax - FRAME_OVERHEAD_BYTES;
    if (size > largest + TOLERATED_BYTES) {
      throw frameError(type, new Uint8Array(), `{frame_too_large,${size},${largest}}`);
    }
  }
}

function checkEnd(type: number, payload: Uint8Array, end: number): void {
  if (end !== FRAME_END) {
    throw frameError(type, payload, `{invalid_frame_end_marker,${end}}`);
  }
}

/** RabbitMQ's wording of a frame it can't follow. */
function frameError(type: number, payload: Uint8Array, reason: string): FramingError {
  return new FramingError(501, `type ${type}, ${payloadSnippet(payload)}: ${reason}`);
}

/** "all octets = <<1,2>>", or the first 16 of a longer payload. */
export function payloadSnippet(payload: Uint8Array): string {
  return payload.length <= SNIPPET_BYTES
    ? `all octets = ${erlangBinary(payload)}`
    : `first ${SNIPPET_BYTES} octets = ${erlangBinary(payload.subarray(0, SNIPPET_BYTES))}`;
}
