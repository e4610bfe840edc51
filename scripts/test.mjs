// `npm test`: everything, ending with one line `N passed, N failed`. Names of suites, or their beginnings, as arguments run only those;
// with --releases they are all conformance tests on every release of RabbitMQ and on the embedded broker as each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./steps/ensure-built.mjs";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { inPool } from "./steps/in-pool.mjs";
import { ensureInstalled } from "./steps/install.mjs";
import { notJudged } from "./steps/judges.mjs";
import { nodeVersionProblem } from "./steps/node-version.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";
import { say, secondsSince, StepFailed } from "./steps/run-step.mjs";
import { releasesOf, suites, suitesOfReleases } from "./steps/suites.mjs";
import { add, closingLine, exitCode, failuresList, noTests, timesTable } from "./steps/tally.mjs";
import { countPlaywright, countVitest, runPlaywright, runVitest } from "./steps/test-runs.mjs";
import { ensureTestTools } from "./steps/test-tools.mjs";

const root = join(import.meta.dirname, "..");
const requireAll = process.env.DISPATCH_LAB_REQUIRE_ALL === "1";
const { values, positionals: asked } = parseArgs({
  options: { releases: { type: "boolean", default: false } },
  allowPositionals: true,
});

exitOnSignals();

async function main() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const versionProblem = nodeVersionProblem(process.versions.node, engines.node);
  if (versionProblem) throw new StepFailed(versionProblem);
  const needed = releasesOf(chosenSuites());

  await ensureInstalled(root, { dev: true });
  await ensureBuilt(root);
  const { where, missing, judges } = await ensureTestTools(needed);
  const chosen = chosenSuites(judges);
  const env = {
    NEXT_TELEMETRY_DISABLED: "1",
    CHROMIUM_PATH: where.get("Chromium") ?? "/usr/bin/chromium",
  };

  const stateOf = (release) => judges.find((judge) => judge.release === release)?.is;
  const lacking = ({ needs }) => missing.filter((tool) => needs.includes(tool.name));
  const leftOut = chosen.filter((suite) => lacking(suite).length > 0);
  const parts = chosen
    .filter((suite) => !leftOut.includes(suite) && stateOf(suite.release) !== "none")
    .flatMap((suite) => suite.parts.map((part) => ({ ...part, judgeIs: stateOf(suite.release) })));
  const isHere = (release) => ["judge", "aside"].includes(stateOf(release));
  const ran = [];
  for (const atOnce of [3, 2, 1]) {
    // The longest first, so that none is left over at the end.
    const these = parts
      .filter((part) => part.atOnce === atOnce)
      .toSorted((one, other) => other.seconds - one.seconds);
    const isBesideOthers = Math.min(atOnce, these.length) > 1;
    ran.push(
      ...(await inPool(atOnce, these, (part) => runPart(part, { env, isHere, isBesideOthers }))),
    );
  }
  const skipped = await inPool(1, leftOut, (suite) => leaveOut(suite, lacking(suite)));
  return report({ ran, skipped, missing, judges });
}

/** Those that were asked for; how much of each release's there is depends on who judges. */
function chosenSuites(judges) {
  const all = values.releases ? suitesOfReleases(root) : suites(root, judges);
  const unknown = asked.filter((each) => !all.some(({ name }) => name.startsWith(each)));
  if (unknown.length > 0)
    throw new StepFailed(
      `There is no suite ${unknown.join(", ")}; there are ${all.map(({ name }) => name).join(", ")}.`,
    );
  return all.filter(
    ({ name }) => asked.length === 0 || asked.some((each) => name.startsWith(each)),
  );
}

/** Says what came of it all; what ran on a release that is no judge is told, and counts for nothing. */
function report({ ran, skipped, missing, judges }) {
  const judged = ran.filter(({ judgeIs }) => judgeIs !== "aside");
  const total = [...judged.map(({ tally }) => tally), ...skipped].reduce(add, noTests);
  explainSkips(total, missing);
  say(`\n${timesTable(ran)}`);
  if (total.failures.length > 0) say(`\nFailed:\n${failuresList(judged)}`);
  const differences = failuresList(ran.filter((part) => !judged.includes(part)));
  if (differences) say(`\nOn a later release, of which nothing is asserted:\n${differences}`);
  const silent = notJudged(judges);
  if (silent) say(`\n${silent}`);
  return total;
}

/** Beside others a part has one processor, unless it mostly waits, and its output is kept together. */
async function runPart(planned, { env, isHere, isBesideOthers }) {
  const { rabbitmq, nodeUrlIn, judgeIs, workersBeside = 1, ...part } = planned;
  const startedMs = performance.now();
  const output = [];
  say(`=== ${part.name} …`);
  let [tally, broke, node] = [{ ...noTests, failed: 1 }, null, null];
  try {
    if (rabbitmq !== undefined && isHere(rabbitmq)) node = await startRabbitmq(rabbitmq);
    const keep = (text) => output.push(text);
    const beside = isBesideOthers ? { workers: workersBeside, onOutput: keep } : {};
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
  return { name: part.name, judgeIs, seconds: (performance.now() - startedMs) / 1000, tally };
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
