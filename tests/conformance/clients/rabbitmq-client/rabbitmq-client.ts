import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { AMQPError, ConsumerProps, Publisher, PublisherProps } from "rabbitmq-client";
import {
  fibonacci,
  workMs,
  type Ask,
  type PublishConfirmed,
  type Seen,
  type TutorialClient,
} from "../tutorial-client.ts";
import { connect } from "./connect.ts";
import { refused } from "./refused.ts";

const BATCH = 10;

/** The tutorials with `rabbitmq-client`, whose consumers and publishers come back by themselves. */
export const rabbitmqClient: TutorialClient = {
  send: (url, queue, texts) =>
    publishing(url, { queues: [{ queue }] }, async (publisher) => {
      for (const text of texts) await publisher.send(queue, text);
    }),

  receive: (url, queue) => consume(url, { queue, noAck: true }, (text) => text),

  newTasks: (url, queue, tasks) =>
    publishing(url, { queues: [{ queue, durable: true }] }, async (publisher) => {
      for (const task of tasks) await publisher.send({ routingKey: queue, durable: true }, task);
    }),

  work: async (url, queue) => {
    const seen: string[] = [];
    const consumer = connect(url).createConsumer(
      { queue, queueOptions: { durable: true }, qos: { prefetchCount: 1 } },
      async ({ body, redelivered }) => {
        const task = String(body);
        seen.push(redelivered ? `${task} again` : task);
        await delay(workMs(task));
      },
    );
    consumer.on("error", (error: AMQPError) => {
      if (error.code === "CANCEL_FORCED") seen.push("cancelled");
    });
    await once(consumer, "ready");
    return () => seen;
  },

  emitLogs: (url, { name: exchange, type }, logs) =>
    publishing(url, { exchanges: [{ exchange, type }] }, async (publisher) => {
      for (const { key, text } of logs) await publisher.send({ exchange, routingKey: key }, text);
    }),

  receiveLogs: (url, { name: exchange, type }, keys) =>
    consume(
      url,
      {
        noAck: true,
        queueOptions: { exclusive: true },
        exchanges: [{ exchange, type }],
        queueBindings: keys.map((routingKey) => ({ exchange, routingKey })),
      },
      (text, key) => `${key}:${text}`,
    ),

  serveFibonacci: async (url, queue) => {
    const server = connect(url).createConsumer({ queue }, ({ body }, reply) =>
      reply(String(fibonacci(Number(body)))),
    );
    await once(server, "ready");
  },

  askFibonacci: { "a queue of its own": askByQueue, "direct reply-to": askDirectly },

  publishConfirmed: {
    "one by one": confirmed(1),
    "in batches": confirmed(BATCH),
    "as they come": confirmed(Infinity),
  },

  refused,
};

async function publishing(
  url: string,
  props: PublisherProps,
  publish: (publisher: Publisher) => Promise<void>,
): Promise<void> {
  const connection = connect(url);
  const publisher = connection.createPublisher(props);
  await publish(publisher);
  await publisher.close();
  await connection.close();
}

async function consume(
  url: string,
  props: ConsumerProps,
  line: (text: string, key: string) => string,
): Promise<Seen> {
  const seen: string[] = [];
  const consumer = connect(url).createConsumer(props, ({ body, routingKey }) => {
    seen.push(line(String(body), routingKey));
  });
  consumer.on("error", () => undefined);
  await once(consumer, "ready");
  return () => seen;
}

async function askDirectly(...[url, queue, numbers]: Parameters<Ask>) {
  const client = connect(url).createRPCClient();
  const answers = await Promise.all(numbers.map((n) => client.send(queue, String(n))));
  return answers.map(({ body }) => Number(body));
}

async function askByQueue(...[url, queue, numbers]: Parameters<Ask>) {
  const connection = connect(url);
  const publisher = connection.createPublisher();
  const waiting = new Map<string | undefined, (answer: number) => void>();
  const replies = connection.createConsumer(
    { noAck: true, queueOptions: { exclusive: true } },
    ({ correlationId, body }) => waiting.get(correlationId)?.(Number(body)),
  );
  await once(replies, "ready");
  return Promise.all(
    numbers.map(async (n) => {
      const correlationId = crypto.randomUUID();
      const answer = new Promise<number>((resolve) => waiting.set(correlationId, resolve));
      await publisher.send({ routingKey: queue, replyTo: replies.queue, correlationId }, String(n));
      return answer;
    }),
  );
}

/** Waits for the confirms of `atOnce` messages before it sends the next. */
function confirmed(atOnce: number): PublishConfirmed {
  return (url, queue, texts) =>
    publishing(url, { confirm: true }, async (publisher) => {
      for (let from = 0; from < texts.length; from += atOnce)
        await Promise.all(
          texts.slice(from, from + atOnce).map((text) => publisher.send(queue, text)),
        );
    });
}
