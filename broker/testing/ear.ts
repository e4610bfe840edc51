import { readContentHeader, readProperties, type BasicProperties } from "#broker/wire/content.ts";
import { FrameSplitter } from "#broker/wire/frame-splitter.ts";
import { FRAME_BODY, FRAME_HEADER, FRAME_METHOD } from "#broker/wire/frame.ts";
import { readMethod } from "#broker/wire/method-codec.ts";
import { CONTENT_METHODS, type Method } from "#broker/wire/methods.ts";
import type { Heard } from "./wire-lines.ts";

interface OpenContent {
  readonly method: Method;
  properties: BasicProperties;
  bytes: number;
  body: Buffer;
}

const EMPTY = Buffer.alloc(0);

/** Puts frames together to methods with their bodies. */
export class Ear {
  readonly #splitter = new FrameSplitter(0);
  readonly #open = new Map<number, OpenContent>();
  readonly #onHeard: (heard: Heard) => void;

  constructor(onHeard: (heard: Heard) => void) {
    this.#onHeard = onHeard;
  }

  hear(chunk: Uint8Array): void {
    this.#splitter.push(chunk, ({ type, channel, payload }) => {
      if (type === FRAME_METHOD) this.#method(channel, readMethod(payload));
      if (type === FRAME_HEADER) this.#header(channel, Buffer.from(payload));
      if (type === FRAME_BODY) this.#body(channel, payload);
      return true;
    });
  }

  #method(channel: number, method: Method): void {
    if (CONTENT_METHODS.has(method.name))
      this.#open.set(channel, { method, properties: {}, bytes: 0, body: EMPTY });
    else this.#onHeard({ channel, method, properties: {}, body: "" });
  }

  #header(channel: number, payload: Buffer): void {
    const open = this.#open.get(channel)!;
    open.bytes = readContentHeader(payload).bodyBytes;
    open.properties = readProperties(payload);
    this.#finishIfWhole(channel, open);
  }

  #body(channel: number, payload: Uint8Array): void {
    const open = this.#open.get(channel)!;
    open.body = Buffer.concat([open.body, payload]);
    this.#finishIfWhole(channel, open);
  }

  #finishIfWhole(channel: number, { method, properties, bytes, body }: OpenContent) {
    if (body.length < bytes) return;
    this.#open.delete(channel);
    this.#onHeard({ channel, method, properties, body: body.toString() });
  }
}
