import amqp from "amqplib";
import { expect } from "vitest";
import { eventually } from "../eventually.ts";
import type { RestartableBroker } from "../restartable-broker.ts";
import { whenDeclared } from "./when-declared.ts";

/** Publishes persistent messages numbered from 0 without confirms; they have reached the queue, which says nothing of the disk. */
export async function publishUnconfirmed(url: string, queue: string, total: number): Promise<void> {
  const model = await amqp.connect(url, { noDelay: true });
  const channel = await model.createChannel();
  await channel.assertQueue(queue, { durable: true });
  await whenDeclared();
  for (let i = 0; i < total; i++)
    channel.sendToQueue(queue, Buffer.from(String(i)), { persistent: true });
  await eventually(async () => {
    expect((await channel.checkQueue(queue)).messageCount).toBe(total);
  });
  await model.close();
}

const EVERY_MS = 20;
/** So many take two seconds and more. */
const ENOUGH = 100;

/** Publishes a message every 20 ms, for some seconds and on until the broker is killed. Resolves when it is back. */
export async function publishUntilKilled(broker: RestartableBroker, queue: string): Promise<void> {
  const model = await amqp.connect(broker.url, { noDelay: true });
  model.on("error", () => undefined);
  const isGone = new Promise((resolve) => model.once("close", resolve));
  const channel = await model.createChannel();
  channel.on("error", () => undefined);
  await channel.assertQueue(queue, { durable: true });
  await whenDeclared();
  let published = 0;
  const publishing = setInterval(() => {
    channel.sendToQueue(queue, Buffer.from(String(published++)), { persistent: true });
  }, EVERY_MS);
  await eventually(
    () => {
      expect(published).toBeGreaterThan(ENOUGH);
    },
    { withinMs: 30_000 },
  );
  const restarted = broker.restart({ kill: true });
  await isGone;
  clearInterval(publishing);
  await restarted;
}
