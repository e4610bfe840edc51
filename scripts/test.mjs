// `npm test`: everything, ending with one line `N passed, N failed`. Names of suites as arguments run only those.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./steps/ensure-built.mjs";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { inPool } from "./steps/in-pool.mjs";
import { ensureInstalled } from "./steps/install.mjs";
import { nodeVersionProblem } from "./steps/node-version.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";
import { say, secondsSince, StepFailed } from "./steps/run-step.mjs";
import { suites, testedReleases } from "./steps/suites.mjs";
import { add, closingLine, exitCode, failuresList, noTests, timesTable } from "./steps/tally.mjs";
import { countPlaywright, countVitest, runPlaywright, runVitest } from "./steps/test-runs.mjs";
import { ensureTestTools } from "./steps/test-tools.mjs";

/** Parts that share the machine: most of them wait for brokers most of the time. */
const AT_ONCE = 3;

const root = join(import.meta.dirname, "..");
const requireAll = process.env.DISPATCH_LAB_REQUIRE_ALL === "1";
const asked = process.argv.slice(2);

exitOnSignals();

async function main() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const versionProblem = nodeVersionProblem(process.versions.node, engines.node);
  if (versionProblem) throw new StepFailed(versionProblem);
  const unknown = asked.filter((name) => !suites(root).some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new StepFailed(
      `There is no suite ${unknown.join(", ")}; there are ${suites(root)
        .map((suite) => suite.name)
        .join(", ")}.`,
    );

  await ensureInstalled(root, { dev: true });
  await ensureBuilt(root);
  const { where, missing } = await ensureTestTools(testedReleases);
  const env = {
    NEXT_TELEMETRY_DISABLED: "1",
    CHROMIUM_PATH: where.get("Chromium") ?? "/usr/bin/chromium",
  };

  // Only now: what there is to run depends on the tools.
  const chosen = suites(root).filter(({ name }) => asked.length === 0 || asked.includes(name));
  const lacking = ({ needs }) => missing.filter((tool) => needs.includes(tool.name));
  const leftOut = chosen.filter((suite) => lacking(suite).length > 0);
  const parts = chosen.filter((suite) => !leftOut.includes(suite)).flatMap((suite) => suite.parts);
  const shared = parts.filter((part) => !part.alone);
  const isHere = (release) => !missing.some(({ name }) => name === `RabbitMQ ${release}`);
  const run = (part, isBesideOthers) => runPart(part, { env, isHere, isBesideOthers });
  const ran = [
    ...(await inPool(AT_ONCE, shared, (part) => run(part, shared.length > 1))),
    ...(await inPool(
      1,
      parts.filter((part) => part.alone),
      (part) => run(part, false),
    )),
  ];
  const skipped = await inPool(1, leftOut, (suite) => leaveOut(suite, lacking(suite)));
  const total = [...ran.map(({ tally }) => tally), ...skipped].reduce(add, noTests);
  explainSkips(total, missing);
  say(`\n${timesTable(ran)}`);
  if (total.failures.length > 0) say(`\nFailed:\n${failuresList(ran)}`);
  return total;
}

/** Beside others a part has one processor, and its output is kept together. */
async function runPart({ rabbitmq, nodeUrlIn, ...part }, { env, isHere, isBesideOthers }) {
  const startedMs = performance.now();
  const output = [];
  say(`=== ${part.name} …`);
  let [tally, broke, node] = [{ ...noTests, failed: 1 }, null, null];
  try {
    if (rabbitmq !== undefined && isHere(rabbitmq)) node = await startRabbitmq(rabbitmq);
    const beside = isBesideOthers ? { workers: 1, onOutput: (text) => output.push(text) } : {};
    const settings = { ...env, ...part.env, ...(node && nodeSettings(node, nodeUrlIn, rabbitmq)) };
    const run = part.project === undefined ? runVitest : runPlaywright;
    tally = await run({ ...part, ...beside, root, env: settings });
  } catch (error) {
    broke = error.message;
  } finally {
    node?.stop();
  }
  if (output.length > 0) say(`\n${output.join("").trimEnd()}`);
  const came = broke === null ? `${tally.passed} ok, ${tally.failed} not` : `broke off: ${broke}`;
  say(`=== ${part.name}: ${came}, in ${secondsSince(startedMs)}`);
  return { name: part.name, seconds: (performance.now() - startedMs) / 1000, tally };
}

const nodeSettings = ({ url }, urlIn, release) => ({ [urlIn]: url, RABBITMQ_RELEASE: release });

/** Says how many tests of a suite could not be run, and why. */
async function leaveOut({ name, title, parts: [part] }, lacking) {
  const count = part.project === undefined ? countVitest : countPlaywright;
  const skipped = await count({ root, name, projects: part.projects });
  const why = lacking.map((tool) => tool.why).join("; ");
  return { ...noTests, skipped, skips: [`${title}, all ${skipped} tests: ${why}`] };
}

function explainSkips({ skips }, missing) {
  if (skips.length === 0) return;
  say("\nSkipped:");
  for (const skip of skips) say(`  - ${skip}`);
  for (const { usedBy, why } of missing)
    if (!skips.some((skip) => skip.includes(why))) say(`  Why ${usedBy} are among them: ${why}.`);
}

let total = { ...noTests, failed: 1 };
try {
  total = await main();
} catch (error) {
  say(error instanceof StepFailed ? error.message : error.stack);
}
say(`\n${closingLine(total)}`);
process.exit(exitCode(total, { requireAll }));
