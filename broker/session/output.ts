import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeContent, type Content } from "#broker/wire/content.ts";
import { FRAME_HEARTBEAT, writeFrame, writeMethodFrame } from "#broker/wire/frame.ts";
import type { MethodFields, MethodName } from "#broker/wire/methods.ts";

const NOTHING = new Uint8Array();

/** What a connection has to say, gathered until it is written in one go. */
export class Output {
  readonly #writer = new ByteWriter();
  readonly #onPending: () => void;
  /** Largest frame we may send, in octets; 0 = no limit. */
  frameMax = 0;

  /** @param onPending called whenever something begins to wait. */
  constructor(onPending: () => void) {
    this.#onPending = onPending;
  }

  get pendingBytes(): number {
    return this.#writer.length;
  }

  method<Name extends MethodName>(channel: number, name: Name, fields: MethodFields<Name>): void {
    const wasEmpty = this.pendingBytes === 0;
    writeMethodFrame(this.#writer, channel, name, fields);
    if (wasEmpty) this.#onPending();
  }

  content<Name extends "basic.deliver" | "basic.get-ok" | "basic.return">(
    channel: number,
    name: Name,
    fields: MethodFields<Name>,
    content: Content,
  ): void {
    this.method(channel, name, fields);
    writeContent(this.#writer, channel, content, this.frameMax);
  }

  heartbeat(): void {
    writeFrame(this.#writer, { type: FRAME_HEARTBEAT, channel: 0, payload: NOTHING });
    this.#onPending();
  }

  /** Bytes outside any frame: our protocol header. */
  raw(bytes: Uint8Array): void {
    this.#writer.bytes(bytes);
    this.#onPending();
  }

  take(): readonly Uint8Array[] {
    return this.#writer.take();
  }
}
