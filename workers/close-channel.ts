import type { Channel } from "amqplib";

/**
 * Resolves, too, when the channel's connection dies before the broker has answered: amqplib never tells that to whoever
 * waits for the answer.
 *
 * @throws when it is closed already.
 */
export async function closeChannel(channel: Channel): Promise<void> {
  const gone = new Promise<void>((resolve) => channel.once("close", resolve));
  await Promise.race([channel.close(), gone]);
}
