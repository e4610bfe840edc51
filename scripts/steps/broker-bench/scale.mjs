import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { consume, publish, withQueue } from "./client.mjs";
import { figure, table } from "./figures.mjs";

const MESSAGES = 20_000;
/** RabbitMQ takes milliseconds for each of them when it remembers 100,000. */
const MESSAGES_BESIDE_UNACKED = 2_000;
const TRIES = 600;
const TRY_EVERY_MS = 100;
const TINY = Buffer.from("hello, world");

/** Resolves when so many are ready. RabbitMQ counts before it has taken in what was published before the question. */
async function ready(channel, queue, count) {
  for (let tries = 0; tries < TRIES; tries++) {
    const { messageCount } = await channel.checkQueue(queue);
    if (messageCount === count) return;
    await setTimeout(TRY_EVERY_MS);
  }
  throw new Error(`${queue} does not get to hold ${count} messages`);
}

/** Microseconds per message published, delivered and acknowledged while the queue stays `length` long. */
function withReady(broker, length) {
  return withQueue(broker, {}, async ({ queue, publisher, consumer }) => {
    await publish(publisher, queue, TINY, length);
    await ready(publisher, queue, length);
    const consumed = await consume(consumer, queue, MESSAGES, { prefetch: 100 });
    const startedMs = performance.now();
    await publish(publisher, queue, TINY, MESSAGES);
    await consumed.done;
    const took = performance.now() - startedMs;
    await publisher.purgeQueue(queue);
    return (1000 * took) / MESSAGES;
  });
}

/** The same with so many consumers on ten channels. */
function withConsumers(broker, count) {
  return withQueue(broker, {}, async ({ queue, publisher, consuming }) => {
    const channels = await Promise.all(
      Array.from({ length: Math.min(count, 10) }, () => consuming.createChannel()),
    );
    for (const channel of channels) await channel.prefetch(10);
    let left = MESSAGES;
    let end;
    const done = new Promise((resolve) => (end = resolve));
    await Promise.all(
      Array.from({ length: count }, (_, i) => {
        const channel = channels[i % channels.length];
        return channel.consume(queue, (message) => {
          // The queue is deleted: all has been measured.
          if (message === null) return;
          channel.ack(message);
          if (--left === 0) end();
        });
      }),
    );
    const startedMs = performance.now();
    await publish(publisher, queue, TINY, MESSAGES);
    await done;
    return (1000 * (performance.now() - startedMs)) / MESSAGES;
  });
}

/** The same while the consumer holds `count` others unacknowledged. */
function withUnacked(broker, count) {
  return withQueue(broker, {}, async ({ queue, publisher, consumer }) => {
    let toHold = count;
    let left = MESSAGES_BESIDE_UNACKED;
    let held;
    let end;
    const holding = new Promise((resolve) => (held = resolve));
    const done = new Promise((resolve) => (end = resolve));
    await consumer.consume(queue, (message) => {
      if (message === null) return;
      if (toHold > 0) {
        if (--toHold === 0) held();
        return;
      }
      consumer.ack(message);
      if (--left === 0) end();
    });
    await publish(publisher, queue, TINY, count);
    await holding;
    const startedMs = performance.now();
    await publish(publisher, queue, TINY, MESSAGES_BESIDE_UNACKED);
    await done;
    return (1000 * (performance.now() - startedMs)) / MESSAGES_BESIDE_UNACKED;
  });
}

/** What a message costs against how much there is of everything. The first of each kind only warms up. */
export async function compareScale(brokers, { quick, say }) {
  const sizes = quick ? [1, 10_000] : [1, 1_000, 100_000, 1_000_000];
  const kinds = [
    ["ready", withReady, sizes],
    ["consumers", withConsumers, quick ? [1, 100] : [1, 10, 100, 1_000]],
    ["unacked", withUnacked, quick ? [1, 10_000] : [1, 1_000, 100_000]],
  ];
  const rows = [];
  for (const [what, measure, counts] of kinds) {
    for (const broker of brokers) await measure(broker, 1);
    for (const count of counts) {
      const [ours, theirs] = [await measure(brokers[0], count), await measure(brokers[1], count)];
      rows.push([`${figure(count, 0)} ${what}`, figure(theirs, 1), figure(ours, 1)]);
      say(rows.at(-1).join("  "));
    }
  }
  return table(["µs per message, with", "RabbitMQ", "embedded"], rows);
}

/** How much a broker's process grows for each small message that waits in a queue. */
export async function compareMemory(brokers, { count, say }) {
  const rows = [];
  for (const broker of brokers.filter(({ pid }) => pid !== undefined)) {
    const bytes = await withQueue(broker, {}, async ({ queue, publisher }) => {
      const before = residentBytes(broker.pid);
      await publish(publisher, queue, TINY, count);
      await ready(publisher, queue, count);
      const after = residentBytes(broker.pid);
      await publisher.purgeQueue(queue);
      return (after - before) / count;
    });
    rows.push([broker.name, figure(bytes, 0)]);
    say(rows.at(-1).join("  "));
  }
  return table([`bytes per message of ${TINY.length} bytes, ${figure(count, 0)} ready`, ""], rows);
}

function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return 1024 * Number(kilobytes);
}
