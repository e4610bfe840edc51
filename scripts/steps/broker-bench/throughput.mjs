import { Buffer } from "node:buffer";
import { consume, publish, withQueue } from "./client.mjs";
import { figure, median, table } from "./figures.mjs";

const SMALL = 100;
const KB = 1024;

/** What is measured: how many messages of what size, how published, how consumed (not at all: confirms alone). */
export const MODES = [
  mode("auto-ack", 20_000, SMALL, { consuming: { noAck: true } }),
  mode("manual ack, prefetch 1", 4_000, SMALL, { consuming: { prefetch: 1 } }),
  mode("manual ack, prefetch 10", 10_000, SMALL, { consuming: { prefetch: 10 } }),
  mode("manual ack, prefetch 100", 20_000, SMALL, { consuming: { prefetch: 100 } }),
  mode("manual ack, unlimited", 20_000, SMALL, { consuming: { prefetch: 0 } }),
  mode("confirms", 20_000, SMALL, { confirms: true }),
  mode("persistent + confirms", 20_000, SMALL, { confirms: true, persistent: true }),
  mode("persistent + confirms, prefetch 100", 20_000, SMALL, {
    confirms: true,
    persistent: true,
    consuming: { prefetch: 100 },
  }),
  mode("1 kB, auto-ack", 20_000, KB, { consuming: { noAck: true } }),
  mode("1 kB, prefetch 100", 20_000, KB, { consuming: { prefetch: 100 } }),
  mode("64 kB, auto-ack", 2_000, 64 * KB, { consuming: { noAck: true } }),
  mode("64 kB, prefetch 100", 2_000, 64 * KB, { consuming: { prefetch: 100 } }),
];

function mode(name, count, bodyBytes, { confirms = false, persistent = false, consuming }) {
  return { name, count, bodyBytes, confirms, persistent, consuming };
}

/** One round of one mode. @returns messages per second */
export function throughputOf(broker, { count, bodyBytes, confirms, persistent, consuming }) {
  return withQueue(
    broker,
    { confirms, durable: persistent },
    async ({ queue, publisher, consumer }) => {
      const body = Buffer.alloc(bodyBytes, "x");
      const consumed = consuming && (await consume(consumer, queue, count, consuming));
      const startedMs = performance.now();
      await publish(publisher, queue, body, count, { persistent });
      if (confirms) await publisher.waitForConfirms();
      await consumed?.done;
      return (1000 * count) / (performance.now() - startedMs);
    },
  );
}

/**
 * All modes on both brokers, in alternated rounds after one that does not count.
 * @param {{ rounds: number, share: number, only?: string, say: (line: string) => void }} options share: of the messages
 */
export async function compareThroughput(brokers, { rounds, share, only = "", say }) {
  const rows = [];
  for (const one of MODES.filter(({ name }) => name.includes(only))) {
    const scaled = { ...one, count: Math.max(200, Math.round(one.count * share)) };
    const rates = brokers.map(() => []);
    for (let round = 0; round <= rounds; round++) {
      const order = [...brokers.keys()];
      for (const i of round % 2 ? order.reverse() : order) {
        const rate = await throughputOf(brokers[i], scaled);
        if (round > 0) rates[i].push(rate);
      }
    }
    const [ours, theirs] = rates.map(median);
    rows.push([one.name, figure(theirs, 0), figure(ours, 0), figure(ours / theirs, 2)]);
    say(rows.at(-1).join("  "));
  }
  return table(["messages per second", "RabbitMQ", "embedded", "ratio"], rows);
}
