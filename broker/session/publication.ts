import { ChannelError, ConnectionError } from "../amqp-error.ts";
import { readProperties, type Content } from "../wire/content.ts";
import { USE_RABBITMQ } from "./unsupported.ts";

const SENDER_SELECTED = ["CC", "BCC"];
const REPLY_TO_QUEUE = "amq.rabbitmq.reply-to";

/**
 * Checks a message's properties as RabbitMQ does on publish, and refuses those that ask for what
 * we don't do, rather than dropping them in silence.
 */
export function checkPublication({ header }: Content, user: string): void {
  const { userId, expiration, headers, replyTo } = readProperties(header);
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
}

function refused(what: string): ConnectionError {
  return new ConnectionError(540, `${what}: ${USE_RABBITMQ}`);
}
