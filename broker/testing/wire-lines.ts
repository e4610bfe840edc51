import type { BasicProperties } from "#broker/wire/content.ts";
import type { Method } from "#broker/wire/methods.ts";

/** A method as the broker sent it, with its content, which is empty if it has none. */
export interface Heard {
  readonly channel: number;
  readonly method: Method;
  readonly properties: BasicProperties;
  readonly body: string;
}

/**
 * One line for what the broker sent: `deliver A m1*`, `get-ok m1 (2 left)`,
 * `channel.close 404 NOT_FOUND - no queue 'k' in vhost '/' [50.10]`. A star marks redelivered.
 */
export function wireLine({ channel, method, body }: Omit<Heard, "properties">): string {
  const line = describe(method, body);
  return channel > 1 ? `${channel}: ${line}` : line;
}

function describe({ name, fields }: Method, body: string): string {
  switch (name) {
    case "basic.deliver":
      return `deliver ${fields.consumerTag} ${body}${fields.redelivered ? "*" : ""}`;
    case "basic.get-ok":
      return `get-ok ${body}${fields.redelivered ? "*" : ""} (${fields.messageCount} left)`;
    case "basic.return":
      return `return ${fields.replyCode} ${fields.replyText} ${fields.exchange}/${fields.routingKey} ${body}`;
    case "basic.ack":
      return `ack ${fields.multiple ? "≤" : ""}${fields.deliveryTag}`;
    case "basic.nack":
      return `nack ${fields.multiple ? "≤" : ""}${fields.deliveryTag}`;
    case "channel.close":
    case "connection.close": {
      const culprit = fields.classId === 0 ? "" : ` [${fields.classId}.${fields.methodId}]`;
      return `${name} ${fields.replyCode} ${fields.replyText}${culprit}`;
    }
    case "queue.declare-ok":
      return `${name} ${fields.queue} ${fields.messageCount} ${fields.consumerCount}`;
    case "queue.delete-ok":
    case "queue.purge-ok":
      return `${name} ${fields.messageCount}`;
    case "basic.cancel":
    case "basic.cancel-ok":
    case "basic.consume-ok":
      return `${name} ${fields.consumerTag}`;
    default:
      return name;
  }
}
