// Our workers against consumers of amqplib that only acknowledge, on tasks that take no time: how much of a client's
// pace their bookkeeping leaves, and what is left where all they report is kept, as a run's log keeps it. Four of each
// on a full queue, alternated rounds, both brokers. Takes four minutes; --quick one and a half. AMQP_URL names the RabbitMQ; without it one is started.
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
  { prefetch: 1, messages: 15_000 },
  { prefetch: 10, messages: 40_000 },
  { prefetch: "unlimited", messages: 40_000 },
];

const bundle = await bundleBroker(join(import.meta.dirname, ".."));
const { bareRate, poolRate, keptPoolRate } = await bundle.load("pool");
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}\n`);
const brokers = [await startEmbedded(bundle), await startRabbit()];
try {
  const rows = [];
  for (const { name, url } of brokers) {
    for (const { prefetch, messages } of CASES)
      rows.push([name, prefetch, ...(await compare(url, prefetch, messages))]);
  }
  console.log(
    table(
      ["broker", "prefetch", "amqplib alone, messages/s", "our workers", "ratio", "kept", "ratio"],
      rows,
    ),
  );
  console.log(
    `\nMedians of ${ROUNDS} alternated rounds; the ratio's of the paired ones. Load: ${loadavg()[0].toFixed(1)}.`,
  );
} finally {
  for (const { stop } of brokers) await stop();
}

async function compare(url, prefetch, messages) {
  const rates = { bare: [], pool: [], kept: [] };
  const order = Object.keys(rates);
  for (let round = 0; round <= ROUNDS; round++) {
    const one = { url, queue: `bench.pool.${process.pid}`, workers: WORKERS, messages, prefetch };
    const measure = {
      bare: () => bareRate(one),
      pool: () => poolRate(one),
      kept: () => keptPoolRate(one),
    };
    order.push(order.shift());
    for (const who of order) {
      const rate = await measure[who]();
      // The first does not count.
      if (round > 0) rates[who].push(rate);
    }
  }
  const row = [figure(median(rates.bare), 0)];
  for (const ours of [rates.pool, rates.kept]) {
    const ratios = ours.map((rate, i) => rate / rates.bare[i]);
    row.push(figure(median(ours), 0), figure(median(ratios), 2));
  }
  return row;
}
