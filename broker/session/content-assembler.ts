import { ChannelError, ConnectionError } from "../amqp-error.ts";
import { readContentHeader, type Content } from "../wire/content.ts";
import { FRAME_BODY, FRAME_HEADER, FRAME_METHOD, type Frame } from "../wire/frame.ts";
import { readMethod } from "../wire/method-codec.ts";
import { CONTENT_METHODS, METHODS, type Method, type MethodName } from "../wire/methods.ts";

/** RabbitMQ's max_message_size. */
const MAX_BODY_BYTES = 134_217_728;

/** A method with the content that followed it, if it is of those that carry one. */
export interface Command {
  readonly method: Method;
  readonly content: Content | undefined;
}

type Waiting =
  | { readonly for: "method" }
  | { readonly for: "header"; readonly method: Method }
  | {
      readonly for: "body";
      readonly method: Method;
      readonly header: Uint8Array;
      readonly body: Uint8Array[];
      readonly bodyBytes: number;
      bytesLeft: number;
    };

const METHOD: Waiting = { for: "method" };

/** Puts the frames of one channel together: method, content header, body frames. */
export class ContentAssembler {
  #waiting: Waiting = METHOD;
  /** The method whose content is being awaited: errors of its content are charged to it. */
  get current(): MethodName | undefined {
    return this.#waiting.for === "method" ? undefined : this.#waiting.method.name;
  }

  /**
   * @returns the command `frame` completes, if it does.
   * @throws ConnectionError 505 when another kind of frame was due; ChannelError 406 when a message of
   *   more than 128 MiB is complete.
   */
  push(frame: Frame): Command | undefined {
    const waiting = this.#waiting;
    switch (waiting.for) {
      case "method":
        return this.#method(frame);
      case "header":
        return this.#header(frame, waiting.method);
      case "body":
        return this.#body(frame, waiting);
    }
  }

  #method({ type, payload }: Frame): Command | undefined {
    if (type !== FRAME_METHOD) {
      throw unexpected("expected method frame, got non method frame instead");
    }
    const method = readMethod(payload);
    if (!CONTENT_METHODS.has(method.name)) return { method, content: undefined };
    this.#waiting = { for: "header", method };
    return undefined;
  }

  #header({ type, payload }: Frame, method: Method): Command | undefined {
    const { classId } = METHODS[method.name];
    const expected = `expected content header for class ${classId}`;
    const header = type === FRAME_HEADER ? readContentHeader(payload) : undefined;
    // A weight other than 0 makes it no content header to RabbitMQ.
    if (header?.weight !== 0) {
      throw unexpected(`${expected}, got non content header frame instead`);
    }
    if (header.classId !== classId) {
      throw unexpected(`${expected}, got one for class ${header.classId} instead`);
    }
    const kept = unpinned(payload);
    if (header.bodyBytes === 0) return this.#complete(method, { header: kept, body: [] });
    const { bodyBytes } = header;
    this.#waiting = {
      for: "body",
      method,
      header: kept,
      body: [],
      bodyBytes,
      bytesLeft: bodyBytes,
    };
    return undefined;
  }

  #body({ type, payload }: Frame, waiting: Waiting & { for: "body" }): Command | undefined {
    if (type !== FRAME_BODY) {
      throw unexpected("expected content body, got non content body frame instead");
    }
    waiting.bytesLeft -= payload.length;
    // A body longer than declared never completes: RabbitMQ swallows it in silence, and so do we.
    if (waiting.bytesLeft < 0) return undefined;
    const isTooLarge = waiting.bodyBytes > MAX_BODY_BYTES;
    if (!isTooLarge) waiting.body.push(unpinned(payload));
    if (waiting.bytesLeft > 0) return undefined;
    if (isTooLarge) {
      this.#waiting = METHOD;
      throw new ChannelError(
        406,
        `message size ${waiting.bodyBytes} is larger than configured max size ${MAX_BODY_BYTES}`,
      );
    }
    return this.#complete(waiting.method, { header: waiting.header, body: waiting.body });
  }

  #complete(method: Method, content: Content): Command {
    this.#waiting = METHOD;
    return { method, content };
  }
}

function unexpected(detail: string): ConnectionError {
  return new ConnectionError(505, detail);
}

/**
 * A copy if `view` is a small part of its buffer: a message in a queue would otherwise keep the whole
 * network chunk it came in.
 */
function unpinned(view: Uint8Array): Uint8Array {
  return view.length * 4 < view.buffer.byteLength ? view.slice() : view;
}
