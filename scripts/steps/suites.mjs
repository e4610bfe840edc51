import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./run-step.mjs";
import { countSpecs, noTests, playwrightTally, vitestTally, withCrash } from "./tally.mjs";

const VITEST = "node_modules/vitest/vitest.mjs";
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";

/**
 * Runs Vitest projects and counts.
 * @param {{ root: string, name: string, projects: string[], env?: NodeJS.ProcessEnv }} suite
 */
export function runVitest({ root, name, projects, env }) {
  const report = reportPath(root, name);
  const args = [
    join(root, VITEST),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  return runAndCount({ root, args, env, report, count: vitestTally });
}

/** How many tests those projects hold, without running them. */
export async function countVitest({ root, name, projects }) {
  const list = reportPath(root, `${name}-list`);
  const chosen = projects.flatMap((project) => ["--project", project]);
  await runToEnd({
    command: process.execPath,
    args: [join(root, VITEST), "list", ...chosen, `--json=${list}`],
    cwd: root,
  });
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")).length : 0;
}

/** Runs the tests in a browser and counts. */
export function runPlaywright({ root, name, env }) {
  const report = reportPath(root, name);
  const args = [join(root, PLAYWRIGHT), "test", "--reporter=list,json"];
  return runAndCount({
    root,
    args,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    report,
    count: playwrightTally,
  });
}

/** How many tests there are in a browser, without running them. */
export async function countPlaywright({ root, name }) {
  const report = reportPath(root, `${name}-list`);
  await runToEnd({
    command: process.execPath,
    args: [join(root, PLAYWRIGHT), "test", "--list", "--reporter=json"],
    cwd: root,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return existsSync(report) ? countSpecs(JSON.parse(readFileSync(report, "utf8"))) : 0;
}

async function runAndCount({ root, args, env, report, count }) {
  const { code } = await runToEnd({
    command: process.execPath,
    args,
    cwd: root,
    env: { ...process.env, ...env },
  });
  const tally = existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : noTests;
  return withCrash(tally, code);
}

function reportPath(root, name) {
  const folder = join(root, "test-results/reports");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}
