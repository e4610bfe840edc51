import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeContent, type Content } from "#broker/wire/content.ts";
import { FRAME_HEARTBEAT, writeFrame, writeMethodFrame } from "#broker/wire/frame.ts";
import type { MethodFields, MethodName } from "#broker/wire/methods.ts";

const NOTHING = new Uint8Array();

/** What a connection has to say, gathered until it is written in one go. */
export class Output {
  readonly #writer = new ByteWriter();
  readonly #onPending: () => void;
  /** What goes out before what is written now, each in one go. */
  readonly #before: (readonly Uint8Array[])[] = [];
  #bytesBefore = 0;
  /** Largest frame we may send, in octets; 0 = no limit. */
  frameMax = 0;

  /** @param onPending called whenever something begins to wait. */
  constructor(onPending: () => void) {
    this.#onPending = onPending;
  }

  get pendingBytes(): number {
    return this.#bytesBefore + this.#writer.length;
  }

  /** What is said from now on is not written in one go with what was said. */
  pause(): void {
    const { length } = this.#writer;
    if (length === 0) return;
    this.#before.push(this.#writer.take());
    this.#bytesBefore += length;
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

  /** What can be written in one go. */
  take(): readonly Uint8Array[] {
    const before = this.#before.shift();
    if (before === undefined) return this.#writer.take();
    for (const { length } of before) this.#bytesBefore -= length;
    return before;
  }
}
