import { nameIn, type Command } from "./command.ts";
import { DrivenChannel } from "./driven-channel.ts";
import type { Driver } from "./driver.ts";

/**
 * Whether RabbitMQ itself does one thing today and another tomorrow. Its channels and queues are processes,
 * and what several of them do at once has no order:
 * - a requeue that frees a channel's limit sends the queue two messages, which may overtake each other
 *   (rabbit_amqqueue_process:prioritise_cast/3);
 * - several queues that one channel's limit holds back or lets go;
 * - several queues that dead-letter at once, or one that does while another loses the same channel;
 * - a transaction of several kinds: acks overtake publishes and rejects (prioritise_cast/3 again);
 * - a queue declared anew under a name whose former messages are still out: it takes their acks and requeues
 *   for its own messages;
 * - the channels of a connection that ends: what one gives back may go to another that is not yet closed.
 */
export function isChance(command: Command, broker: Driver): boolean {
  if (endsConnection(command, broker)) {
    const connection = command.do === "kill" ? command.connection : command.channel.charAt(0);
    const channels = broker.channelsOf(connection);
    return channels.length > 1 && channels.some(({ consumers }) => consumers.size > 0);
  }
  if (command.do === "kill" || command.do === "publish") return false;
  const channel = broker.channel(command.channel) ?? new DrivenChannel(String);
  if (command.do === "call") return isCallChance(command, channel, broker);
  if (command.how === "ack") return false;
  if (command.requeue) return channel.limit > 0;
  return command.multiple === true && channel.queues.size > 1;
}

function isCallChance(
  { method, fields = {} }: Command & { do: "call" },
  channel: DrivenChannel,
  broker: Driver,
): boolean {
  const queue = nameIn(fields, "queue");
  const usesOthers = [...channel.queues].some((used) => used !== queue);
  switch (method) {
    case "basic.recover":
    case "basic.recover-async":
      return channel.limit > 0;
    case "basic.get":
      return usesOthers && broker.deadLetters;
    case "basic.consume":
      return usesOthers && (broker.deadLetters || channel.limit > 0);
    case "basic.qos":
      return fields["global"] === true && channel.queues.size > 1;
    case "tx.commit":
      return channel.inTransaction.size > 1;
    case "queue.declare": {
      const { exists, isHeld } = broker.knowsQueue(queue);
      return isHeld && !exists;
    }
    default:
      return false;
  }
}

function endsConnection(command: Command, broker: Driver): boolean {
  if (command.do === "kill") return true;
  if (command.do !== "call") return false;
  const { channel, method, fields = {} } = command;
  switch (method) {
    case "basic.consume":
      return broker.channel(channel)?.consumers.has(nameIn(fields, "consumerTag")) === true;
    case "basic.recover":
    case "basic.recover-async":
      return fields["requeue"] !== true;
    default:
      return false;
  }
}
