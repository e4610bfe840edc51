import amqp, { type ConfirmChannel } from "amqplib";

/** Does something on a channel with confirms, on a connection of its own. */
export async function onChannel<Result>(
  url: string,
  use: (channel: ConfirmChannel) => Promise<Result>,
): Promise<Result> {
  const model = await amqp.connect(url, { noDelay: true });
  model.on("error", () => undefined);
  try {
    const channel = await model.createConfirmChannel();
    channel.on("error", () => undefined);
    return await use(channel);
  } finally {
    await model.close().catch(() => undefined);
  }
}

/** The bodies of all messages in the queue, redelivered ones with a star; takes them. */
export function contentsOf(url: string, queue: string): Promise<readonly string[]> {
  return onChannel(url, async (channel) => {
    const contents: string[] = [];
    for (;;) {
      const got = await channel.get(queue, { noAck: true });
      if (got === false) return contents;
      contents.push(`${got.content.toString()}${got.fields.redelivered ? "*" : ""}`);
    }
  });
}
