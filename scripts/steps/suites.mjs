import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./run-step.mjs";
import { noTests, playwrightTally, vitestTally, withCrash } from "./tally.mjs";

/**
 * Runs Vitest projects and counts.
 * @param {{ root: string, name: string, projects: string[], env?: NodeJS.ProcessEnv }} suite
 */
export function runVitest({ root, name, projects, env }) {
  const report = reportPath(root, name);
  const args = [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  return runAndCount({ root, args, env, report, count: vitestTally });
}

/** Runs the tests in a browser and counts. */
export function runPlaywright({ root, name, env }) {
  const report = reportPath(root, name);
  const args = [join(root, "node_modules/@playwright/test/cli.js"), "test", "--reporter=list,json"];
  return runAndCount({
    root,
    args,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    report,
    count: playwrightTally,
  });
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
