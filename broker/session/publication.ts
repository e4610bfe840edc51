import { ChannelError, ConnectionError } from "../amqp-error.ts";
import type { Publication } from "../core/publication.ts";
import { readContentHeader, readProperties, type Content } from "../wire/content.ts";
import { USE_RABBITMQ } from "./unsupported.ts";

const SENDER_SELECTED = ["CC", "BCC"];
const REPLY_TO_QUEUE = "amq.rabbitmq.reply-to";
/** The delivery-mode of what is to survive a restart. */
const PERSISTENT = 2;

/**
 * Reads what the model needs of a message, and checks its properties as RabbitMQ does on publish.
 * Those that ask for what we don't do are refused rather than dropped in silence.
 */
export function readPublication(
  { exchange, routingKey }: { readonly exchange: string; readonly routingKey: string },
  content: Content,
  user: string,
): Publication<Content> {
  const { userId, expiration, headers, replyTo, deliveryMode, priority } = readProperties(
    content.header,
  );
  if (userId !== undefined && userId !== user) {
    throw new ChannelError(
      406,
      `user_id property set to '${userId}' but authenticated user was '${user}'`,
    );
  }
  if (expiration !== undefined) {
    if (!/^[+-]?[0-9]+$/.test(expiration)) {
      throw new ChannelError(406, `invalid expiration '${expiration}': no_integer`);
    }
    throw refused("expiration (message TTL)");
  }
  if (replyTo === REPLY_TO_QUEUE) throw refused("direct reply-to");
  const selected = SENDER_SELECTED.find((name) => headers?.has(name));
  if (selected !== undefined) throw refused(`header ${selected} (sender-selected distribution)`);
  return {
    exchange,
    routingKey,
    content,
    persistent: deliveryMode === PERSISTENT,
    priority: priority ?? 0,
    expirationMs: undefined,
    bodyBytes: readContentHeader(content.header).bodyBytes,
  };
}

function refused(what: string): ConnectionError {
  return new ConnectionError(540, `${what}: ${USE_RABBITMQ}`);
}
