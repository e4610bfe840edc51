import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { aptAccess, aptInstall } from "./apt.mjs";
import { findJudges } from "./judges.mjs";
import { say, secondsSince, StepFailed } from "./run-step.mjs";

const CHROMIUM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What tests use beyond npm's packages: where it is, which Debian package brings it, what needs it. */
const TOOLS = [
  {
    name: "Chromium",
    find: () =>
      [process.env.CHROMIUM_PATH, ...CHROMIUM_PATHS].find((path) => path && existsSync(path)),
    debian: "chromium",
    usedBy: "the tests in a browser",
  },
  {
    name: "pika",
    find: () =>
      ["/usr/bin/python3", "python3"].find((python) => succeeds(python, ["-c", "import pika"])),
    debian: "python3-pika",
    usedBy: "the tutorial's programs in Python",
  },
  {
    name: "amqp-tools",
    find: () => (succeeds("amqp-publish", ["--help"]) ? "amqp-publish" : undefined),
    debian: "amqp-tools",
    usedBy: "the tests with librabbitmq",
  },
];

/**
 * Finds the tools and those releases of RabbitMQ, after getting what is missing where that is possible.
 * @param {string[]} releases
 * @returns {Promise<{
 *   where: Map<string, string>,
 *   missing: { name: string, usedBy: string, why: string }[],
 *   judges: import("./judges.mjs").Judge[],
 * }>}
 */
export async function ensureTestTools(releases) {
  const absent = TOOLS.filter((tool) => !tool.find());
  const why = absent.length === 0 ? "" : await install(absent.map((tool) => tool.debian));
  const where = new Map(TOOLS.map((tool) => [tool.name, tool.find()]));
  const missing = TOOLS.filter((tool) => !where.get(tool.name)).map((tool) => ({
    ...tool,
    why: `${tool.name} (Debian's ${tool.debian}) is not installed, and ${why}`,
  }));
  const judges = await findJudges(releases);
  return { where, missing: [...missing, ...judges.flatMap(missingRabbitmq)], judges };
}

function missingRabbitmq({ release, is, why }) {
  if (is !== "missing") return [];
  const name = `RabbitMQ ${release}`;
  return [{ name, usedBy: `the conformance tests on ${name}`, why: `${name} is not here: ${why}` }];
}

/** @returns {Promise<string>} why something may still be missing */
async function install(packages) {
  const access = aptAccess();
  if ("problem" in access) return access.problem;
  say(`Installing ${packages.join(", ")} with apt-get …`);
  const startedMs = performance.now();
  try {
    await aptInstall(packages, access.prefix);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    return "apt-get could not install it (its words are above)";
  }
  say(`Installed in ${secondsSince(startedMs)}.`);
  return "apt-get installed it without effect";
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
