import { setTimeout as delay } from "node:timers/promises";
import { AMQPSession, type AMQPChannel, type AMQPMessage } from "@cloudamqp/amqp-client";
import { onTestFinished } from "vitest";
import {
  fibonacci,
  workMs,
  type Ask,
  type PublishConfirmed,
  type Seen,
  type TutorialClient,
} from "../tutorial-client.ts";
import { openChannel } from "./connect.ts";
import { refused } from "./refused.ts";

const BATCH = 10;

/** The tutorials with `@cloudamqp/amqp-client`. */
export const cloudamqp: TutorialClient = {
  send: async (url, queue, texts) => {
    const channel = await openChannel(url);
    await channel.queueDeclare(queue, { durable: false });
    for (const text of texts) await channel.basicPublish("", queue, text);
  },

  receive: async (url, queue) => {
    const channel = await openChannel(url);
    await channel.queueDeclare(queue, { durable: false });
    return consume(channel, queue, textOf);
  },

  newTasks: async (url, queue, tasks) => {
    const channel = await openChannel(url);
    await channel.queueDeclare(queue);
    for (const task of tasks) await channel.basicPublish("", queue, task, { deliveryMode: 2 });
  },

  work: async (url, queue) => {
    const channel = await openChannel(url);
    await channel.queueDeclare(queue);
    await channel.basicQos(1);
    const seen: string[] = [];
    const consumer = await channel.basicConsume(queue, { noAck: false }, async (message) => {
      const task = textOf(message);
      seen.push(message.redelivered ? `${task} again` : task);
      await delay(workMs(task));
      await message.ack();
    });
    consumer.wait().catch(() => seen.push("cancelled"));
    return () => seen;
  },

  emitLogs: async (url, { name, type }, logs) => {
    const channel = await openChannel(url);
    await channel.exchangeDeclare(name, type, { durable: false });
    for (const { key, text } of logs) await channel.basicPublish(name, key, text);
  },

  receiveLogs: async (url, { name, type }, keys) => {
    const channel = await openChannel(url);
    await channel.exchangeDeclare(name, type, { durable: false });
    const queue = await channel.queueDeclare("", { exclusive: true });
    for (const key of keys) await channel.queueBind(queue.name, name, key);
    return consume(channel, queue.name, (message) => `${message.routingKey}:${textOf(message)}`);
  },

  serveFibonacci: async (url, queue) => {
    const session = await openSession(url);
    await session.rpcServer(queue, (request) => String(fibonacci(Number(textOf(request)))));
  },

  askFibonacci: { "a queue of its own": askByQueue, "direct reply-to": askDirectly },

  publishConfirmed: {
    "one by one": confirmed(1),
    "in batches": confirmed(BATCH),
    "as they come": confirmed(Infinity),
  },

  refused,
};

async function openSession(url: string): Promise<AMQPSession> {
  const session = await AMQPSession.connect(url, { logger: null });
  onTestFinished(() => session.stop());
  return session;
}

function textOf(message: AMQPMessage): string {
  return message.bodyString() ?? "";
}

async function consume(
  channel: AMQPChannel,
  queue: string,
  line: (message: AMQPMessage) => string,
): Promise<Seen> {
  const seen: string[] = [];
  await channel.basicConsume(queue, { noAck: true }, (message) => {
    seen.push(line(message));
  });
  return () => seen;
}

async function askDirectly(...[url, queue, numbers]: Parameters<Ask>) {
  const session = await openSession(url);
  const client = await session.rpcClient();
  const answers = await Promise.all(numbers.map((n) => client.call(queue, String(n))));
  return answers.map((answer) => Number(textOf(answer)));
}

async function askByQueue(...[url, queue, numbers]: Parameters<Ask>) {
  const channel = await openChannel(url);
  const replies = await channel.queueDeclare("", { exclusive: true });
  const waiting = new Map<string | undefined, (answer: number) => void>();
  await channel.basicConsume(replies.name, { noAck: true }, (message) =>
    waiting.get(message.properties.correlationId)?.(Number(textOf(message))),
  );
  return Promise.all(
    numbers.map(async (n) => {
      const correlationId = crypto.randomUUID();
      const answer = new Promise<number>((resolve) => waiting.set(correlationId, resolve));
      await channel.basicPublish("", queue, String(n), { replyTo: replies.name, correlationId });
      return answer;
    }),
  );
}

/** Waits for the confirms of `atOnce` messages before it sends the next. */
function confirmed(atOnce: number): PublishConfirmed {
  return async (url, queue, texts) => {
    const channel = await openChannel(url);
    await channel.confirmSelect();
    for (let from = 0; from < texts.length; from += atOnce)
      await Promise.all(
        texts.slice(from, from + atOnce).map((text) => channel.basicPublish("", queue, text)),
      );
  };
}
