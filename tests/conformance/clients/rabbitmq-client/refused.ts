import { once } from "node:events";
import type { Channel } from "rabbitmq-client";
import type { TutorialClient } from "../tutorial-client.ts";
import { connect } from "./connect.ts";

export const refused: TutorialClient["refused"] = {
  connect: async (url) => String((await once(connect(url), "error"))[0]),
  declarePassively: onChannel((channel, queue) => channel.queueDeclare({ queue, passive: true })),
  declareDurable: onChannel((channel, queue) => channel.queueDeclare({ queue, durable: true })),
  ackUnknown: async (url) => {
    const channel = await connect(url).acquire({ emitErrorsFromChannel: true });
    channel.basicAck({ deliveryTag: 99 });
    return String((await once(channel, "error"))[0]);
  },
  publishMandatory: async (url, queue) => {
    const channel = await connect(url).acquire();
    await channel.basicPublish({ routingKey: queue, mandatory: true }, "m");
    const [message] = (await once(channel, "basic.return")) as [{ replyText: string }];
    return message.replyText;
  },
};

function onChannel(attempt: (channel: Channel, queue: string) => Promise<unknown>) {
  return async (url: string, queue: string) => {
    const channel = await connect(url).acquire();
    return attempt(channel, queue).then(() => "granted", String);
  };
}
