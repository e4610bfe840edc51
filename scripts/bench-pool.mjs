// Our workers against consumers of amqplib that only acknowledge, on tasks that take no time: how much of a client's
// pace their bookkeeping leaves. Four of either on a full queue, alternated rounds, both brokers. Takes two minutes;
// --quick half of one. AMQP_URL names the RabbitMQ; without it one is started.
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleBroker, startEmbedded, startRabbit } from "./steps/broker-bench/brokers.mjs";
import { figure, median, table } from "./steps/broker-bench/figures.mjs";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";

exitOnSignals();

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const ROUNDS = values.quick ? 3 : 9;
const WORKERS = 4;
const CASES = [
  { prefetch: 1, messages: 8_000 },
  { prefetch: 10, messages: 20_000 },
  { prefetch: "unlimited", messages: 20_000 },
];

const bundle = await bundleBroker(join(import.meta.dirname, ".."));
const { bareRate, poolRate } = await bundle.load("pool");
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}\n`);
const brokers = [await startEmbedded(bundle), await startRabbit()];
try {
  const rows = [];
  for (const { name, url } of brokers) {
    for (const { prefetch, messages } of CASES)
      rows.push([name, prefetch, ...(await compare(url, prefetch, messages))]);
  }
  console.log(
    table(["broker", "prefetch", "amqplib alone, messages/s", "our workers", "ratio"], rows),
  );
  console.log(
    `\nMedians of ${ROUNDS} alternated rounds; the ratio's of the paired ones. Load: ${loadavg()[0].toFixed(1)}.`,
  );
} finally {
  for (const { stop } of brokers) await stop();
}

async function compare(url, prefetch, messages) {
  const rates = { bare: [], pool: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const one = { url, queue: `bench.pool.${process.pid}`, workers: WORKERS, messages, prefetch };
    const measure = { bare: () => bareRate(one), pool: () => poolRate(one) };
    for (const who of round % 2 ? ["pool", "bare"] : ["bare", "pool"]) {
      const rate = await measure[who]();
      // The first does not count.
      if (round > 0) rates[who].push(rate);
    }
  }
  const ratios = rates.pool.map((rate, i) => rate / rates.bare[i]);
  return [figure(median(rates.bare), 0), figure(median(rates.pool), 0), figure(median(ratios), 2)];
}
