/** How many tests came to what; `skips` says which were skipped. */
export const noTests = { passed: 0, failed: 0, skipped: 0, skips: [] };

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skips: [...a.skips, ...b.skips],
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
  const unfinished = tests.filter((test) => !["passed", "failed"].includes(test.status));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: unfinished.length,
    skips: unfinished.map((test) => test.fullName),
  };
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
  };
}

/** How many tests a report of Playwright names. */
export function countSpecs(report) {
  return report.suites.flatMap(specsOf).length;
}

function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
