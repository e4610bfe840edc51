import { ConnectionError } from "#broker/amqp-error.ts";
import { CONTENT_HEADER_FIXED_BYTES } from "#broker/wire/content.ts";
import {
  FRAME_BODY,
  FRAME_HEADER,
  FRAME_HEARTBEAT,
  FRAME_METHOD,
  type Frame,
  type ReceivedFrame,
} from "#broker/wire/frame.ts";
import { payloadSnippet } from "#broker/wire/frame-splitter.ts";
import { readMethod } from "#broker/wire/method-codec.ts";
import type { MethodName } from "#broker/wire/methods.ts";

/** Class id and method id. */
const METHOD_ID_BYTES = 4;

/** @throws ConnectionError 501 unless it is of a known type, with as much in it as that type needs. */
export function refuseUnknownFrame(frame: ReceivedFrame): void {
  const { type, payloadBytes } = frame;
  const isKnown =
    (type === FRAME_METHOD && payloadBytes >= METHOD_ID_BYTES) ||
    (type === FRAME_HEADER && payloadBytes >= CONTENT_HEADER_FIXED_BYTES) ||
    type === FRAME_BODY ||
    (type === FRAME_HEARTBEAT && payloadBytes === 0);
  if (isKnown) return;
  throw new ConnectionError(501, `type ${type}, ${payloadSnippet(frame.payload)}: unknown_frame`);
}

/** A frame of a known type where it has no business. */
export function unexpectedFrame({ type, payload }: Frame): ConnectionError {
  return new ConnectionError(505, `type ${type}, ${payloadSnippet(payload)}`);
}

/** @returns undefined for what is no method or can't be read: of a peer being closed we expect no better. */
export function methodOf({ type, payload }: ReceivedFrame): MethodName | undefined {
  try {
    return type === FRAME_METHOD ? readMethod(payload).name : undefined;
  } catch {
    return undefined;
  }
}
