import { connect } from "amqplib";
import { once } from "node:events";

let lastQueue = 0;

/**
 * Connects a publisher and a consumer, gives `work` a queue of its own, and leaves nothing behind.
 * @param {{ url: string }} broker
 * @param {{ confirms?: boolean, durable?: boolean }} options
 */
export async function withQueue({ url }, { confirms = false, durable = false }, work) {
  const [publishing, consuming] = await Promise.all([connect(url), connect(url)]);
  const queue = `bench.${process.pid}.${++lastQueue}`;
  const publisher = await (confirms
    ? publishing.createConfirmChannel()
    : publishing.createChannel());
  const consumer = await consuming.createChannel();
  await publisher.assertQueue(queue, { durable, autoDelete: false });
  try {
    return await work({ queue, publisher, consumer, publishing, consuming });
  } finally {
    await publisher.deleteQueue(queue).catch(() => undefined);
    await Promise.all([publishing.close(), consuming.close()]);
  }
}

/** Publishes `count` messages as fast as the connection takes them. */
export async function publish(channel, queue, body, count, options = {}) {
  for (let i = 0; i < count; i++) {
    if (!channel.sendToQueue(queue, body, options)) await once(channel, "drain");
  }
}

/**
 * Consumes `count` messages.
 * @param {{ noAck?: boolean, prefetch?: number }} options prefetch 0 = unlimited
 * @returns {Promise<{ done: Promise<void> }>} once it consumes; `done` when all have come and are acknowledged
 */
export async function consume(channel, queue, count, { noAck = false, prefetch = 0 } = {}) {
  if (prefetch > 0) await channel.prefetch(prefetch);
  let left = count;
  let end;
  const done = new Promise((resolve) => (end = resolve));
  const { consumerTag } = await channel.consume(
    queue,
    (message) => {
      if (!noAck) channel.ack(message);
      if (--left === 0) end(channel.cancel(consumerTag));
    },
    { noAck },
  );
  return { done };
}
