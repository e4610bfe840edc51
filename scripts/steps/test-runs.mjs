import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./run-step.mjs";
import {
  chosenTally,
  countSpecs,
  noTests,
  playwrightTally,
  vitestTally,
  withCrash,
} from "./tally.mjs";

const VITEST = "node_modules/vitest/vitest.mjs";
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";

/**
 * Runs Vitest projects and counts.
 * @param {{
 *   root: string, name: string, projects: string[], env?: NodeJS.ProcessEnv,
 *   files?: string[], tests?: string, workers?: number, onOutput?: (text: string) => void,
 * }} run `files` limits it to those, `tests` to those whose titles match; `workers` to so many processors; without
 *   `onOutput` it writes to the terminal
 */
export function runVitest({ root, name, projects, env, files = [], tests, workers, onOutput }) {
  const report = reportPath(root, name);
  const args = [
    join(root, VITEST),
    "run",
    ...files,
    ...projects.flatMap((project) => ["--project", project]),
    ...(tests === undefined ? [] : ["--testNamePattern", tests]),
    ...(workers === undefined ? [] : [`--maxWorkers=${workers}`]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const count = tests === undefined ? vitestTally : chosenTally;
  return runAndCount({ root, args, env, report, onOutput, count });
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

/** Runs the tests in a browser, those of one of Playwright's projects, and counts. */
export function runPlaywright({ root, name, project, env, onOutput }) {
  const report = reportPath(root, name);
  const args = [join(root, PLAYWRIGHT), "test", `--project=${project}`, "--reporter=list,json"];
  return runAndCount({
    root,
    args,
    onOutput,
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

async function runAndCount({ root, args, env, report, onOutput, count }) {
  const { code } = await runToEnd({
    command: process.execPath,
    args,
    cwd: root,
    env: { ...process.env, ...env },
    onOutput,
  });
  const tally = existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : noTests;
  return withCrash(tally, code);
}

function reportPath(root, name) {
  const folder = join(root, "test-results/reports");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name.replace(/\W+/g, "-")}.json`);
  rmSync(path, { force: true });
  return path;
}
