import type { AMQPChannel, AMQPMessage } from "@cloudamqp/amqp-client";
import type { TutorialClient } from "../tutorial-client.ts";
import { openChannel } from "./connect.ts";

export const refused: TutorialClient["refused"] = {
  connect: (url) => openChannel(url).then(granted, String),
  declarePassively: onChannel((channel, queue) => channel.queueDeclare(queue, { passive: true })),
  declareDurable: onChannel((channel, queue) => channel.queueDeclare(queue, { durable: true })),
  ackUnknown: onChannel(async (channel) => {
    await channel.basicAck(99);
    await channel.basicQos(1); // an ack has no answer of its own
  }),
  publishMandatory: async (url, queue) => {
    const channel = await openChannel(url);
    const returned = new Promise<AMQPMessage>((resolve) => (channel.onReturn = resolve));
    await channel.basicPublish("", queue, "m", {}, true);
    return String((await returned).replyText);
  },
};

function onChannel(attempt: (channel: AMQPChannel, queue: string) => Promise<unknown>) {
  return async (url: string, queue: string) => {
    const channel = await openChannel(url);
    return attempt(channel, queue).then(granted, String);
  };
}

const granted = () => "granted";
