import amqp from "amqplib";
import type { RestartableBroker } from "../restartable-broker.ts";
import { whenDeclared } from "./when-declared.ts";

/**
 * Publishes persistent messages numbered from 0 with confirms, and kills the broker when so many of them are
 * confirmed. Resolves when it is back, with those that were confirmed and those that are there.
 */
export async function killAtConfirm(
  broker: RestartableBroker,
  { moment, total }: { readonly moment: number; readonly total: number },
): Promise<{ readonly confirmed: readonly number[]; readonly found: readonly number[] }> {
  const queue = `killed-at-${moment}`;
  const confirmed: number[] = [];
  const publisher = await amqp.connect(broker.url, { noDelay: true });
  publisher.on("error", () => undefined);
  const channel = await publisher.createConfirmChannel();
  channel.on("error", () => undefined);
  await channel.assertQueue(queue, { durable: true });
  await whenDeclared();
  await new Promise<void>((resolve, reject) => {
    for (let i = 0; i < total; i++) {
      channel.sendToQueue(queue, Buffer.from(String(i)), { persistent: true }, (error) => {
        if (error === null) confirmed.push(i);
        if (confirmed.length === moment) broker.restart({ kill: true }).then(resolve, reject);
      });
    }
  });
  const reader = await amqp.connect(broker.url, { noDelay: true });
  const found: number[] = [];
  const from = await reader.createChannel();
  for (;;) {
    const got = await from.get(queue, { noAck: true });
    if (got === false) break;
    found.push(Number(got.content.toString()));
  }
  await reader.close();
  return { confirmed, found };
}
