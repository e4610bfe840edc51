import amqp, { type Channel } from "amqplib";
import { once } from "node:events";
import { Pool } from "#workers";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { NO_LIMIT } from "#workers/machine/delivery-limit.ts";
import type { ConsumerSettings } from "#workers/machine/worker-state.ts";
import { systemClock } from "#server/wall-clock.ts";

export interface PoolRound {
  readonly url: string;
  readonly queue: string;
  readonly workers: number;
  readonly messages: number;
  readonly prefetch: ConsumerSettings["prefetch"];
}

/** As the tutorial's "Hello World!": no dots, no work. */
const BODY = Buffer.from("task");

/** Empties a full queue of 0-s tasks with a pool. @returns messages per second */
export function poolRate(round: PoolRound): Promise<number> {
  return rateTelling(round, () => undefined);
}

/** The same where somebody keeps all its reports. */
export function keptPoolRate(round: PoolRound): Promise<number> {
  const log: RunEvent[] = [];
  return rateTelling(round, (event) => log.push(event));
}

function rateTelling(round: PoolRound, tell: (event: RunEvent) => void): Promise<number> {
  const { url, queue, workers, messages, prefetch } = round;
  return rateOf(round, async (first, last) => {
    const clock = new LabClock(systemClock);
    clock.resume();
    let acked = 0;
    const pool = new Pool(
      {
        url,
        queue,
        arm: "A",
        settings: { prefetch, ack: "manual" },
        connectionName: (worker) => `bench ${worker}`,
      },
      {
        report: (event) => {
          tell(event);
          if (event.type === "received") first();
          else if (event.type === "acked" && ++acked === messages) last();
        },
        clock,
        wall: systemClock,
        onQueueLost: () => undefined,
        limit: () => NO_LIMIT,
        tasks: { knows: () => true, adopt: () => 1 as TaskNumber },
      },
    );
    const crew = namesOf(workers).map((worker) => ({ worker: worker as WorkerId, speed: 1 }));
    await pool.join(crew);
    return () => pool.close();
  });
}

/** The same with consumers that only acknowledge. @returns messages per second */
export function bareRate(round: PoolRound): Promise<number> {
  const { url, queue, workers, messages, prefetch } = round;
  return rateOf(round, async (first, last) => {
    let acked = 0;
    const connections = await Promise.all(
      namesOf(workers).map(() => amqp.connect(url, { noDelay: true })),
    );
    for (const connection of connections) {
      const channel = await connection.createChannel();
      await channel.prefetch(prefetch === "unlimited" ? 0 : prefetch);
      await channel.consume(queue, (message) => {
        if (!message) return;
        first();
        channel.ack(message);
        if (++acked === messages) last();
      });
    }
    return async () => {
      await Promise.all(connections.map((connection) => connection.close()));
    };
  });
}

/** @param consume attaches everybody, says when the first message came and when the last was acknowledged; returns their end. */
async function rateOf(
  { url, queue, messages }: PoolRound,
  consume: (first: () => void, last: () => void) => Promise<() => Promise<void>>,
): Promise<number> {
  const connection = await amqp.connect(url, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(queue, { durable: false });
  await fill(channel, queue, messages);
  await channel.waitForConfirms();
  let startedMs = 0;
  let endedMs = 0;
  let isDone: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (isDone = resolve));
  const end = await consume(
    () => (startedMs ||= performance.now()),
    () => {
      endedMs = performance.now();
      isDone();
    },
  );
  await done;
  await end();
  await channel.deleteQueue(queue);
  await connection.close();
  return (1000 * messages) / (endedMs - startedMs);
}

async function fill(channel: Channel, queue: string, messages: number): Promise<void> {
  for (let task = 1; task <= messages; task++) {
    const hasRoom = channel.sendToQueue(queue, BODY, { messageId: String(task) });
    if (!hasRoom) await once(channel, "drain");
  }
}

function namesOf(workers: number): readonly string[] {
  return Array.from({ length: workers }, (_, i) => `w${i + 1}`);
}
