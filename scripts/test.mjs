// `npm test`: everything, ending with one line `N passed, N failed`. Names of suites as arguments run only those.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./steps/ensure-built.mjs";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { ensureInstalled } from "./steps/install.mjs";
import { nodeVersionProblem } from "./steps/node-version.mjs";
import { rabbitmqScripts, startRabbitmq } from "./steps/rabbitmq-node.mjs";
import { say, secondsSince, StepFailed } from "./steps/run-step.mjs";
import { countPlaywright, countVitest, runPlaywright, runVitest } from "./steps/suites.mjs";
import { add, closingLine, exitCode, noTests } from "./steps/tally.mjs";
import { ensureTestTools } from "./steps/test-tools.mjs";

const root = join(import.meta.dirname, "..");
const requireAll = process.env.DISPATCH_LAB_REQUIRE_ALL === "1";
const asked = process.argv.slice(2);

exitOnSignals();

const SUITES = [
  {
    name: "fast",
    title: "Unit, property, component and rule tests",
    needs: [],
    run: (suite) =>
      runVitest({ ...suite, projects: ["unit", "property", "components", "scripts", "rules"] }),
  },
  {
    name: "integration",
    title: "The whole application, with real sockets",
    needs: [],
    run: (suite) => runVitest({ ...suite, projects: ["integration"] }),
  },
  {
    name: "embedded",
    title: "Conformance on the embedded broker",
    needs: [],
    run: (suite) =>
      runVitest({ ...suite, projects: ["conformance"], env: { ...suite.env, AMQP_URL: "" } }),
  },
  {
    name: "rabbitmq",
    title: "Conformance on RabbitMQ",
    needs: ["RabbitMQ"],
    count: (suite) => countVitest({ ...suite, projects: ["conformance"] }),
    run: (suite) =>
      withRabbitmq((url) =>
        runVitest({
          ...suite,
          projects: ["conformance"],
          env: { ...suite.env, AMQP_URL: url },
        }),
      ),
  },
  {
    name: "e2e",
    title: "The built application in a real browser",
    needs: ["Chromium"],
    count: countPlaywright,
    run: (suite) =>
      rabbitmqScripts()
        ? withRabbitmq((url) =>
            runPlaywright({ ...suite, env: { ...suite.env, RABBITMQ_URL: url } }),
          )
        : runPlaywright(suite),
  },
];

async function main() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const versionProblem = nodeVersionProblem(process.versions.node, engines.node);
  if (versionProblem) throw new StepFailed(versionProblem);
  const unknown = asked.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new StepFailed(
      `There is no suite ${unknown.join(", ")}; there are ${SUITES.map((suite) => suite.name).join(", ")}.`,
    );

  await ensureInstalled(root, { dev: true });
  await ensureBuilt(root);
  const { where, missing } = await ensureTestTools();
  const env = {
    NEXT_TELEMETRY_DISABLED: "1",
    CHROMIUM_PATH: where.get("Chromium") ?? "/usr/bin/chromium",
  };

  let total = noTests;
  for (const suite of SUITES.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    const lacking = missing.filter((tool) => suite.needs.includes(tool.name));
    total = add(
      total,
      lacking.length > 0 ? await leaveOut(suite, lacking) : await runSuite(suite, env),
    );
  }
  explainSkips(total, missing);
  return total;
}

async function withRabbitmq(use) {
  const node = await startRabbitmq();
  try {
    return await use(node.url);
  } finally {
    node.stop();
  }
}

async function runSuite(suite, env) {
  say(`\n=== ${suite.title} (${suite.name})`);
  const startedMs = performance.now();
  try {
    const tally = await suite.run({ root, name: suite.name, env });
    say(
      `=== ${suite.name}: ${tally.passed} ok, ${tally.failed} not, in ${secondsSince(startedMs)}`,
    );
    return tally;
  } catch (error) {
    say(`=== ${suite.name} broke off: ${error.message}`);
    return { ...noTests, failed: 1 };
  }
}

/** Says how many tests of a suite could not be run, and why. */
async function leaveOut(suite, lacking) {
  const skipped = await suite.count({ root, name: suite.name });
  const why = lacking.map((tool) => tool.why).join("; ");
  return { ...noTests, skipped, skips: [`${suite.title}, all ${skipped} tests: ${why}`] };
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
