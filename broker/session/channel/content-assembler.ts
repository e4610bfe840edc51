import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";
import type { Release } from "#broker/core/release.ts";
import { KeptContent, readContentHeader, type Content } from "#broker/wire/content.ts";
import { FRAME_BODY, FRAME_HEADER, FRAME_METHOD, type ReceivedFrame } from "#broker/wire/frame.ts";
import { keep, type KeptBytes } from "#broker/wire/kept-bytes.ts";
import { readMethod } from "#broker/wire/method-codec.ts";
import { CONTENT_METHODS, METHODS, type Method, type MethodName } from "#broker/wire/methods.ts";
import { BodyBuffer } from "./body-buffer.ts";
import type { Unfinished } from "./unfinished.ts";

/** Where long bodies are refused, none longer may even be announced. */
const MOST_ANNOUNCED_BYTES = 536_870_912;

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
      readonly header: KeptBytes;
      /** Of a body in several frames, what has come. */
      body: BodyBuffer | undefined;
      readonly bodyBytes: number;
      bytesLeft: number;
    };

const METHOD: Waiting = { for: "method" };

/** Puts the frames of one channel together: method, content header, body frames. */
export class ContentAssembler {
  readonly #unfinished: Unfinished;
  readonly #mostBytes: number;
  readonly #refusesLongBody: boolean;
  #waiting: Waiting = METHOD;
  /** What the content being awaited occupies, as the broker was told. */
  #heldBytes = 0;

  constructor(unfinished: Unfinished, { mostMessageBytes, refusesLongBody }: Release) {
    this.#unfinished = unfinished;
    this.#mostBytes = mostMessageBytes;
    this.#refusesLongBody = refusesLongBody;
  }

  /** The method whose content is being awaited: errors of its content are charged to it. */
  get current(): MethodName | undefined {
    return this.#waiting.for === "method" ? undefined : this.#waiting.method.name;
  }

  /**
   * @returns the command `frame` completes, if it does.
   * @throws ConnectionError 505 when another kind of frame was due, 506 when too much is incomplete;
   *   ChannelError 406 when a message larger than the release takes is complete.
   */
  push(frame: ReceivedFrame): Command | undefined {
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

  #method({ type, chunk, start, end }: ReceivedFrame): Command | undefined {
    if (type !== FRAME_METHOD) {
      throw unexpected("expected method frame, got non method frame instead");
    }
    const method = readMethod(chunk, start, end);
    if (!CONTENT_METHODS.has(method.name)) return { method, content: undefined };
    this.#waiting = { for: "header", method };
    return undefined;
  }

  #header({ type, chunk, start, end }: ReceivedFrame, method: Method): Command | undefined {
    const { classId } = METHODS[method.name];
    const expected = `expected content header for class ${classId}`;
    const header = type === FRAME_HEADER ? readContentHeader(chunk, start, end) : undefined;
    // A weight other than 0 makes it no content header to RabbitMQ.
    if (header?.weight !== 0) {
      throw unexpected(`${expected}, got non content header frame instead`);
    }
    if (header.classId !== classId) {
      throw unexpected(`${expected}, got one for class ${header.classId} instead`);
    }
    if (this.#refusesLongBody && header.bodyBytes > MOST_ANNOUNCED_BYTES) {
      throw new ConnectionError(
        501,
        `content body size ${BigInt(header.bodyBytes)} exceeds maximum allowed size ${MOST_ANNOUNCED_BYTES}`,
      );
    }
    const kept = keep(chunk, start, end);
    if (header.bodyBytes === 0) return this.#complete(method, new KeptContent(kept, ""));
    const { bodyBytes } = header;
    this.#waiting = {
      for: "body",
      method,
      header: kept,
      body: undefined,
      bodyBytes,
      bytesLeft: bodyBytes,
    };
    this.#hold(kept.length);
    return undefined;
  }

  #body(
    { type, chunk, start, end }: ReceivedFrame,
    waiting: Waiting & { for: "body" },
  ): Command | undefined {
    if (type !== FRAME_BODY) {
      throw unexpected("expected content body, got non content body frame instead");
    }
    waiting.bytesLeft -= end - start;
    if (waiting.bytesLeft < 0) {
      if (this.#refusesLongBody)
        throw new ConnectionError(501, "content body frame exceeds remaining content size");
      // It never completes: RabbitMQ swallows it in silence, and so do we.
      return undefined;
    }
    const isTooLarge = waiting.bodyBytes > this.#mostBytes;
    const isWhole = end - start === waiting.bodyBytes;
    if (!isTooLarge && !isWhole) {
      waiting.body ??= new BodyBuffer(waiting.bodyBytes);
      waiting.body.add(chunk.subarray(start, end));
      this.#hold(waiting.header.length + waiting.body.capacityBytes);
    }
    if (waiting.bytesLeft > 0) return undefined;
    if (isTooLarge) {
      this.abandon();
      throw new ChannelError(
        406,
        `message size ${waiting.bodyBytes} is larger than configured max size ${this.#mostBytes}`,
      );
    }
    const body = waiting.body?.bytes ?? keep(chunk, start, end);
    return this.#complete(waiting.method, new KeptContent(waiting.header, body));
  }

  /** Forgets what has come of a content. */
  abandon(): void {
    this.#waiting = METHOD;
    this.#unfinished.remove(this.#heldBytes);
    this.#heldBytes = 0;
  }

  #hold(bytes: number): void {
    this.#unfinished.add(bytes - this.#heldBytes);
    this.#heldBytes = bytes;
  }

  #complete(method: Method, content: Content): Command {
    this.abandon();
    return { method, content };
  }
}

function unexpected(detail: string): ConnectionError {
  return new ConnectionError(505, detail);
}
