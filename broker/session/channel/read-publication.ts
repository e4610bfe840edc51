import { ChannelError } from "#broker/amqp-error.ts";
import { REPLY_TO_QUEUE } from "#broker/core/channel/direct-replies.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { Release } from "#broker/core/release.ts";
import {
  readContentHeader,
  readProperties,
  withoutHeader,
  withReplyTo,
  withSortedHeaders,
  type Content,
} from "#broker/wire/content.ts";
import type { FieldTable } from "#broker/wire/field-table.ts";
import { readExpiration } from "./expiration.ts";

/** The delivery-mode of what is to survive a restart. */
const PERSISTENT = 2;

const DELIVERY_MODES = [undefined, 1, PERSISTENT];

const NO_KEYS: readonly string[] = [];

/** Who publishes. */
interface Publisher {
  readonly user: string;
  /** Where direct replies to it go; undefined unless it consumes them. */
  readonly replyKey: string | undefined;
  /** It is told when what it published is safe. */
  readonly confirms: boolean;
  readonly release: Release;
}

/**
 * Reads what the model needs of a message, and checks its properties as RabbitMQ does on publish.
 * Those that ask for what we don't do are refused rather than dropped in silence.
 */
export function readPublication(
  { exchange, routingKey }: { readonly exchange: string; readonly routingKey: string },
  content: Content,
  { user, replyKey, confirms, release }: Publisher,
): Publication<Content> {
  const { userId, expiration, headers, replyTo, deliveryMode, priority, messageId } =
    readProperties(content.header);
  let sent = content;
  if (replyTo === REPLY_TO_QUEUE) {
    if (replyKey === undefined) throw new ChannelError(406, "fast reply consumer does not exist");
    sent = withReplyTo(sent, replyKey);
  }
  if (userId !== undefined && userId !== user) {
    throw new ChannelError(
      406,
      `user_id property set to '${userId}' but authenticated user was '${user}'`,
    );
  }
  const expirationMs = expiration === undefined ? undefined : readExpiration(expiration, release);
  const copyKeys = headers === undefined ? NO_KEYS : readCopyKeys(headers);
  if (release.knowsDeliveryModes && !DELIVERY_MODES.includes(deliveryMode)) {
    throw new ChannelError(406, `invalid message: {delivery_mode_unknown,${deliveryMode}}`);
  }
  if (headers?.has("BCC") === true) sent = withoutHeader(sent, "BCC");
  // Clients send a table with every message, most often an empty one.
  const hasHeaders = headers !== undefined && headers.size > 0;
  if (hasHeaders && release.sortsHeaders) sent = withSortedHeaders(sent);
  return {
    exchange,
    routingKey,
    copyKeys,
    content: sent,
    messageId,
    persistent: deliveryMode === PERSISTENT,
    priority,
    expirationMs,
    bodyBytes: readContentHeader(content.header).bodyBytes,
    awaited: confirms,
  };
}

/** Sender-selected distribution: the keys in arrays CC and BCC. What is no text there is passed over. */
function readCopyKeys(headers: FieldTable): readonly string[] {
  if (!headers.has("CC") && !headers.has("BCC")) return NO_KEYS;
  return ["CC", "BCC"].flatMap((name) => {
    const keys = headers.get(name);
    if (keys === undefined) return [];
    if (keys.type !== "array") {
      throw new ChannelError(
        406,
        `invalid message: {unacceptable_type_in_header,"${name}",${keys.type}}`,
      );
    }
    return keys.value.flatMap(({ type, value }) => (type === "longstr" ? [value] : []));
  });
}
