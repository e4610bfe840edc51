// What scripts/fuzz-broker.mjs runs: --inputs N --seed N, or --seed N --only INDEX,… [--url URL].
import { parseArgs } from "node:util";
import { FuzzedBroker } from "./fuzzed-broker.ts";
import { fuzzRun } from "./fuzz-run.ts";
import { reportText } from "./print-report.ts";
import { repeat } from "./repeat.ts";
import { describeFailure } from "./tally.ts";

const ROUNDS = 12;

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    url: { type: "string" },
  },
});
const seed = Number(values.seed);
process.exitCode = await (values.only === undefined
  ? run()
  : again(values.only.split(",").map(Number)));

async function run(): Promise<number> {
  const startMs = performance.now();
  let told = { failures: 0, faults: 0 };
  const report = await fuzzRun({
    inputs: Number(values.inputs),
    seed,
    rounds: ROUNDS,
    onRound: ({ inputs, failures, faults, held }) => {
      const seconds = Math.round((performance.now() - startMs) / 1000);
      const [heap, rss] = [held.heapBytes, held.rssBytes].map((bytes) =>
        (bytes / 2 ** 20).toFixed(1),
      );
      say(`${inputs.toLocaleString("en-US")} inputs, ${seconds} s, heap ${heap} MB, RSS ${rss} MB`);
      for (const failure of failures.slice(told.failures)) say(describeFailure(failure, seed));
      for (const fault of faults.slice(told.faults)) say(fault);
      told = { failures: failures.length, faults: faults.length };
    },
  });
  say(`\n${reportText(report, seed)}`);
  return report.faults.length + report.tally.failures.length === 0 ? 0 : 1;
}

async function again(indices: readonly number[]): Promise<number> {
  const broker = values.url === undefined ? await FuzzedBroker.start() : undefined;
  const port = broker?.port ?? Number(new URL(values.url ?? "").port);
  for (const line of await repeat(port, seed, indices)) say(line);
  for (const fault of broker?.faults ?? []) say(fault);
  await broker?.close();
  return broker === undefined || broker.faults.length === 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
