import { AMQPClient, type AMQPChannel } from "@cloudamqp/amqp-client";
import { onTestFinished } from "vitest";

/** A channel on a connection of its own, which ends with the test. */
export async function openChannel(url: string): Promise<AMQPChannel> {
  const client = new AMQPClient(url, undefined, null);
  client.onerror = () => undefined; // whoever waits for an answer is told as well
  onTestFinished(async () => {
    if (!client.closed) await client.close();
  });
  await client.connect();
  return client.channel();
}
