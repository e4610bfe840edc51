import { Buffer } from "node:buffer";
import { setTimeout as delay } from "node:timers/promises";
import { withQueue } from "./client.mjs";
import { figure, median, rank, table } from "./figures.mjs";

const PACE_MS = 2;

/** Publish → deliver with one message in flight at a time. @returns milliseconds, sorted */
function oneInFlight(broker, count) {
  return withQueue(broker, {}, async ({ queue, publisher, consumer }) => {
    const body = Buffer.alloc(100);
    const took = [];
    await new Promise((resolve, reject) => {
      let sentMs;
      const send = () => {
        sentMs = performance.now();
        publisher.sendToQueue(queue, body);
      };
      const receive = () => {
        took.push(performance.now() - sentMs);
        if (took.length === count) resolve();
        else send();
      };
      consumer.consume(queue, receive, { noAck: true }).then(send, reject);
    });
    return took.sort((a, b) => a - b);
  });
}

/** Publish → deliver at a steady pace, whatever is under way. @returns milliseconds, sorted */
function paced(broker, count) {
  return withQueue(broker, {}, async ({ queue, publisher, consumer }) => {
    const body = Buffer.alloc(100);
    const sentMs = [];
    const took = [];
    let end;
    const all = new Promise((resolve) => (end = resolve));
    await consumer.consume(
      queue,
      () => {
        took.push(performance.now() - sentMs[took.length]);
        if (took.length === count) end();
      },
      { noAck: true },
    );
    for (let i = 0; i < count; i++) {
      sentMs.push(performance.now());
      publisher.sendToQueue(queue, body);
      await delay(PACE_MS);
    }
    await all;
    return took.sort((a, b) => a - b);
  });
}

/** p50 and p99 of both ways on both brokers: medians over alternated rounds. */
export async function compareLatency(brokers, { rounds, share, say }) {
  const rows = [];
  const ways = [
    ["one in flight", oneInFlight, 4_000],
    [`one every ${PACE_MS} ms`, paced, 1_000],
  ];
  for (const [name, measure, count] of ways) {
    const scaled = Math.max(200, Math.round(count * share));
    const found = brokers.map(() => []);
    for (let round = 0; round <= rounds; round++) {
      const order = [...brokers.keys()];
      for (const i of round % 2 ? order.reverse() : order) {
        const took = await measure(brokers[i], scaled);
        if (round > 0) found[i].push(took);
      }
    }
    for (const share of [0.5, 0.99]) {
      const [ours, theirs] = found.map((all) => median(all.map((took) => rank(took, share))));
      rows.push([`${name}, p${100 * share}`, figure(theirs), figure(ours), figure(theirs / ours)]);
      say(rows.at(-1).join("  "));
    }
  }
  return table(["publish → deliver, ms", "RabbitMQ", "embedded", "times faster"], rows);
}
