import type { Message } from "#broker/core/message.ts";
import type { FieldReader } from "./field-reader.ts";
import type { Octets } from "./record-writer.ts";

/** The bits of a message's record: which optional parts are there, and delivery-mode 2. */
export const HAS_EXPIRY = 1;
export const HAS_EXPIRATION = 2;
export const IS_PERSISTENT = 4;
export const HAS_COPY_KEYS = 8;
/** Its priority, written as 0, is none at all. */
export const NO_PRIORITY = 16;
export const IS_LETTER = 32;
export const HAS_FAILURES = 64;

export interface ContentCodec<Content> {
  readonly contentToChunks: (content: Content) => readonly Octets[];
  /** @param chunks views of a whole file: what is kept of them is copied. */
  readonly contentFromChunks: (chunks: readonly Buffer[]) => Content;
  /** The message-id in it, if there is one. */
  readonly messageIdOf: (content: Content) => string | undefined;
}

/** Where a message of a quorum queue stands now, and how often it came back. */
export interface Restatement {
  readonly id: number;
  readonly position: number;
  readonly deliveryCount: number;
  readonly acquiredCount: number;
}

/** Reads what EntryWriter.message wrote, after the number of its queue and its id. */
export function readMessage<Content>(
  id: number,
  fields: FieldReader,
  codec: ContentCodec<Content>,
): Message<Content> {
  const position = fields.number();
  const priority = fields.octet();
  const flags = fields.octet();
  const expiresAtMs = (flags & HAS_EXPIRY) === 0 ? undefined : fields.number();
  const expirationMs = (flags & HAS_EXPIRATION) === 0 ? undefined : fields.number();
  const failures = (flags & HAS_FAILURES) === 0 ? 0 : fields.uint32();
  const exchange = fields.text();
  const routingKey = fields.text();
  const bodyBytes = fields.number();
  const copyKeys: string[] = [];
  if ((flags & HAS_COPY_KEYS) !== 0)
    for (let count = fields.uint32(); count > 0; count--) copyKeys.push(fields.text());
  const chunks: Buffer[] = [];
  while (fields.remaining > 0) chunks.push(fields.bytes());
  const content = codec.contentFromChunks(chunks);
  return {
    id,
    publication: {
      exchange,
      routingKey,
      copyKeys,
      content,
      messageId: codec.messageIdOf(content),
      persistent: (flags & IS_PERSISTENT) !== 0,
      priority: (flags & NO_PRIORITY) === 0 ? priority : undefined,
      expirationMs,
      isLetter: (flags & IS_LETTER) === 0 ? undefined : true,
      failures: failures === 0 ? undefined : failures,
      bodyBytes,
      awaited: false,
    },
    position,
    redelivered: false,
    deliveryCount: undefined,
    acquiredCount: 0,
    failures,
    expiresAtMs,
    stored: true,
  };
}
