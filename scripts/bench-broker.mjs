// The embedded broker, in a process of its own, against RabbitMQ: same client (amqplib), same machine, alternated
// rounds. Takes ten minutes; --quick one. AMQP_URL names the RabbitMQ; without it one is started.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleBroker, startEmbedded, startRabbit } from "./steps/broker-bench/brokers.mjs";
import { benchCore } from "./steps/broker-bench/core.mjs";
import { compareLatency } from "./steps/broker-bench/latency.mjs";
import { compareMemory, compareScale } from "./steps/broker-bench/scale.mjs";
import { compareTap } from "./steps/broker-bench/tap.mjs";
import { compareThroughput } from "./steps/broker-bench/throughput.mjs";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";

exitOnSignals();

const HELP = `npm run bench:broker -- [options]

  --quick         fewer rounds, fewer messages
  --core          the dispatch core alone, without sockets
  --part NAME     only throughput, latency, scale, memory or tap; may be given again
  --mode TEXT     only the modes of throughput whose name contains it
  --rounds N      rounds that count, 5 unless --quick`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    core: { type: "boolean", default: false },
    part: { type: "string", multiple: true },
    mode: { type: "string" },
    rounds: { type: "string" },
    help: { type: "boolean" },
  },
});

const { quick } = values;
const say = (line) => process.stderr.write(`  ${line}\n`);
const parts = {
  throughput: (brokers, options) =>
    compareThroughput(brokers, { ...options, only: values.mode ?? "" }),
  latency: compareLatency,
  scale: compareScale,
  memory: (brokers, options) =>
    compareMemory(brokers, { ...options, count: quick ? 100_000 : 1_000_000 }),
  tap: ([embedded], options) => compareTap(options.bundle, embedded, options),
};

if (values.help) console.log(HELP);
else {
  const root = join(import.meta.dirname, "..");
  const bundle = await bundleBroker(root);
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}\n`);
  if (values.core) console.log(await benchCore(bundle, { quick }));
  else await compare(bundle);
}

async function compare(bundle) {
  const dataDir = mkdtempSync(join(tmpdir(), "dispatch-lab-bench-data-"));
  const brokers = [await startEmbedded(bundle, { dataDir }), await startRabbit()];
  const rounds = Number(values.rounds ?? (quick ? 3 : 5));
  const options = { rounds, share: quick ? 0.25 : 1, quick, say, bundle };
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (values.part && !values.part.includes(name)) continue;
      console.log(`${await measure(brokers, options)}\n`);
    }
    console.log(`Medians of ${rounds} alternated rounds. Load: ${loadavg()[0].toFixed(1)}.`);
  } finally {
    for (const { stop } of brokers) await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
