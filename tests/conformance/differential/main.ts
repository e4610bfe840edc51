// What scripts/test-differential.mjs runs: --scripts N --seed N --b URL [--a URL]; a is the embedded broker, as the release of b, unless set.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startBroker } from "#broker";
import { releaseAt } from "#tests/support/release-at.ts";
import { compare, printDifference } from "#tests/support/differential/compare.ts";
import { minimise } from "#tests/support/differential/minimise.ts";
import { randomScript } from "#tests/support/differential/random-script.ts";

const KEPT_IN = "test-results/differential";
const SCRIPTS_A_LINE = 25;

const { values } = parseArgs({
  options: {
    scripts: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    a: { type: "string" },
    b: { type: "string" },
  },
});
const scripts = Number(values.scripts);
const firstSeed = Number(values.seed);
const startedMs = performance.now();
if (values.b === undefined) throw new Error("Which broker is b?");
const release = await releaseAt(values.b);
const urls = [values.a ?? (await startBroker({ release })).url, values.b] as const;
let commands = 0;
let differences = 0;
for (let done = 0; done < scripts; done++) {
  const seed = firstSeed + done;
  const script = randomScript(seed);
  commands += script.length;
  const difference = await compare(script, urls);
  if (difference !== undefined) {
    differences++;
    report(seed, await minimise(script, difference, urls));
  }
  if ((done + 1) % SCRIPTS_A_LINE === 0) {
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    say(`${done + 1} scripts, ${commands} commands, ${seconds} s`);
  }
}
say(`${scripts} scripts, ${commands} commands, ${differences} differences`);
process.exit(differences === 0 ? 0 : 1);

function report(seed: number, { script, difference }: Awaited<ReturnType<typeof minimise>>): void {
  mkdirSync(KEPT_IN, { recursive: true });
  const path = `${KEPT_IN}/seed-${seed}.json`;
  writeFileSync(path, `${JSON.stringify({ says: "", script }, undefined, 2)}\n`);
  say(`\nseed ${seed}, made small (${path}):\n${printDifference(difference)}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
