import { FramingError } from "#broker/amqp-error.ts";
import { erlangBinary } from "./erlang-term.ts";
import { FRAME_END, FRAME_HEADER_BYTES, FRAME_OVERHEAD_BYTES, ReceivedFrame } from "./frame.ts";
import { asBuffer } from "./kept-bytes.ts";

/** RabbitMQ takes a payload that fills frame-max alone, without room for the frame around it. */
const TOLERATED_BYTES = FRAME_OVERHEAD_BYTES;
const SNIPPET_BYTES = 16;
/** Room for a frame of the usual frame-max at once. */
const FIRST_CUT_BYTES = 128 * 1024;
const NOTHING = Buffer.alloc(0);

/** Cuts a byte stream into frames, however the network cut it into chunks. */
export class FrameSplitter {
  #frameMax: number;
  /** The frame that was cut by the end of the chunk before, as far as it has come. */
  #cut = NOTHING;
  #cutBytes = 0;
  /** Whole chunks nobody wanted to look at yet. */
  readonly #kept: Uint8Array[] = [];

  /** @param frameMax largest frame in octets, or 0 for no limit. */
  constructor(frameMax: number) {
    this.#frameMax = frameMax;
  }

  limitTo(frameMax: number): void {
    this.#frameMax = frameMax;
  }

  /**
   * Calls `onFrame` for each frame `chunk` completes, oldest first.
   *
   * @param onFrame returns false to leave the rest for the next call.
   * @throws {@link FramingError} 501 when a frame is too large or does not end in the end octet.
   */
  push(chunk: Uint8Array, onFrame: (frame: ReceivedFrame) => boolean): void {
    const bytes = this.#withKept(chunk);
    let at = 0;
    if (this.#cutBytes > 0) {
      at = this.#completeCut(bytes);
      const cut = this.#cut;
      if (this.#cutBytes < this.#frameBytes(cut, 0, this.#cutBytes)) return;
      this.#cut = NOTHING;
      this.#cutBytes = 0;
      if (!onFrame(frameAt(cut, 0, cut.length))) {
        this.keep(bytes.subarray(at));
        return;
      }
    }
    for (;;) {
      const end = at + this.#frameBytes(bytes, at, bytes.length);
      if (end > bytes.length) {
        this.#keepCut(bytes, at, bytes.length, end - at);
        return;
      }
      const frame = frameAt(bytes, at, end);
      at = end;
      if (!onFrame(frame)) {
        this.keep(bytes.subarray(at));
        return;
      }
    }
  }

  /** Whether there are bytes nobody has looked at yet. */
  get isKeeping(): boolean {
    return this.#kept.length > 0;
  }

  /** Keeps bytes for the next {@link push}. */
  keep(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#kept.push(bytes);
  }

  #withKept(chunk: Uint8Array): Buffer {
    if (this.#kept.length === 0) return asBuffer(chunk);
    return Buffer.concat([...this.#kept.splice(0), chunk]);
  }

  /** @returns the whole length of the frame at `at`; of a frame header while that is all we know. */
  #frameBytes(bytes: Buffer, at: number, end: number): number {
    if (end - at < FRAME_HEADER_BYTES) return FRAME_HEADER_BYTES;
    const size = bytes.readUInt32BE(at + 3);
    this.#checkSize(bytes.readUInt8(at), size);
    return size + FRAME_OVERHEAD_BYTES;
  }

  /** @returns how much of `chunk` it took. */
  #completeCut(chunk: Buffer): number {
    let at = 0;
    for (;;) {
      const missing = this.#frameBytes(this.#cut, 0, this.#cutBytes) - this.#cutBytes;
      if (missing === 0 || at === chunk.length) return at;
      const end = Math.min(chunk.length, at + missing);
      this.#keepCut(chunk, at, end, this.#cutBytes + missing);
      at = end;
    }
  }

  /** Adds to the cut frame, which is `frameBytes` long. Memory follows what has come, not what was announced. */
  #keepCut(chunk: Buffer, start: number, end: number, frameBytes: number): void {
    const length = this.#cutBytes + end - start;
    if (length > this.#cut.length) {
      const room = Math.max(length, 2 * this.#cut.length, FIRST_CUT_BYTES);
      const grown = Buffer.allocUnsafeSlow(Math.min(frameBytes, room));
      this.#cut.copy(grown, 0, 0, this.#cutBytes);
      this.#cut = grown;
    }
    chunk.copy(this.#cut, this.#cutBytes, start, end);
    this.#cutBytes = length;
  }

  #checkSize(type: number, size: number): void {
    if (this.#frameMax === 0) return;
    const largest = this.#frameMax - FRAME_OVERHEAD_BYTES;
    if (size > largest + TOLERATED_BYTES) {
      throw frameError(type, new Uint8Array(), `{frame_too_large,${size},${largest}}`);
    }
  }
}

function frameAt(bytes: Buffer, start: number, end: number): ReceivedFrame {
  const type = bytes.readUInt8(start);
  const channel = bytes.readUInt16BE(start + 1);
  const frame = new ReceivedFrame(type, channel, bytes, start + FRAME_HEADER_BYTES, end - 1);
  const marker = bytes.readUInt8(end - 1);
  if (marker !== FRAME_END) {
    throw frameError(type, frame.payload, `{invalid_frame_end_marker,${marker}}`);
  }
  return frame;
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
