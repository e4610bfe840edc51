import { stripVTControlCharacters } from "node:util";

/** How many tests came to what; `skips` says which were skipped, `failures` which failed and with what words. */
export const noTests = { passed: 0, failed: 0, skipped: 0, skips: [], failures: [] };

/** What is said of a failure at the end; the whole stands where it happened. */
const LINES_OF_FAILURE = 12;

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skips: [...a.skips, ...b.skips],
    failures: [...a.failures, ...b.failures],
  };
}

/** What ended badly without one failed test to show for it is itself a failure; so is what ran no test at all. */
export function withCrash(tally, exitCode) {
  const isEmpty = tally.passed + tally.skipped === 0;
  return (exitCode !== 0 || isEmpty) && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * What each part came to, as a table.
 * @param {{ name: string, seconds: number, tally: typeof noTests }[]} parts
 */
export function timesTable(parts) {
  const rows = parts.map(({ name, seconds, tally: { passed, failed, skipped } }) => [
    name,
    ...[seconds.toFixed(1), passed, failed, skipped].map(String),
  ]);
  const table = [["suite", "seconds", "passed", "failed", "skipped"], ...rows];
  const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
  return table
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join("  "),
    )
    .join("\n");
}

/**
 * What failed, by name and with its first lines: many a log is cut to its end.
 * @param {{ name: string, tally: typeof noTests }[]} parts
 */
export function failuresList(parts) {
  return parts
    .flatMap(({ name, tally }) => tally.failures.map((failure) => ({ part: name, ...failure })))
    .map(({ part, name, message }) => {
      const lines = message.split("\n").slice(0, LINES_OF_FAILURE);
      return [`  ${part}: ${name}`, ...lines.map((line) => `    ${line}`)].join("\n");
    })
    .join("\n");
}

/** The line that ends every test run. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** 0 when something ran and nothing failed; with `requireAll` nothing may be skipped either. */
export function exitCode({ passed, failed, skipped }, { requireAll }) {
  return failed > 0 || passed === 0 || (requireAll && skipped > 0) ? 1 : 0;
}

/** Of Vitest's JSON report. */
export function vitestTally(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failed = tests.filter((test) => test.status === "failed");
  // A file that could not even be read has no tests, only a message.
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const unfinished = tests.filter((test) => !["passed", "failed"].includes(test.status));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: unfinished.length,
    skips: unfinished.map((test) => test.fullName),
    failures: [
      ...failed.map((test) => ({
        name: test.fullName,
        message: (test.failureMessages ?? []).join("\n"),
      })),
      ...broken.map((file) => ({ name: file.name, message: file.message ?? "" })),
    ],
  };
}

/** Of Vitest's JSON report of tests chosen by title: the others count as skipped there, and here not at all. */
export function chosenTally(report) {
  return { ...vitestTally(report), skipped: 0, skips: [] };
}

/** Of Playwright's JSON report. */
export function playwrightTally(report) {
  const specs = report.suites.flatMap(specsOf);
  const skips = specs.filter((spec) => spec.tests.every((test) => test.status === "skipped"));
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky,
    skipped: report.stats.skipped,
    skips: skips.map((spec) => spec.title),
    failures: specs
      .filter((spec) => !spec.ok)
      .map((spec) => ({ name: spec.title, message: messageOf(spec) })),
  };
}

/** How many tests a report of Playwright names. */
export function countSpecs(report) {
  return report.suites.flatMap(specsOf).length;
}

/** The first error of a test in a browser, without its colours. */
function messageOf(spec) {
  const results = spec.tests.flatMap((test) => test.results ?? []);
  const error = results.find((result) => result.error !== undefined)?.error;
  return stripVTControlCharacters(error?.message ?? "");
}

function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
