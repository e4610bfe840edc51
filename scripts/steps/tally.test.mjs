import { describe, expect, it } from "vitest";
import {
  add,
  closingLine,
  exitCode,
  noTests,
  playwrightTally,
  timesTable,
  vitestTally,
  withCrash,
} from "./tally.mjs";

const three = { passed: 3, failed: 0, skipped: 0, skips: [] };

describe("the closing line", () => {
  it("names skipped tests only when there are any", () => {
    expect(closingLine(three)).toBe("3 passed, 0 failed");
    expect(closingLine({ ...three, skipped: 2 })).toBe("3 passed, 0 failed, 2 skipped");
  });

  it("adds up suites", () => {
    const sum = add(three, { passed: 1, failed: 1, skipped: 1, skips: ["slow"] });
    expect(sum).toEqual({ passed: 4, failed: 1, skipped: 1, skips: ["slow"] });
  });
});

describe("the exit code", () => {
  it.each([
    ["all passed", three, 0],
    ["one failed", { ...three, failed: 1 }, 1],
    ["nothing ran", noTests, 1],
    ["something was skipped", { ...three, skipped: 1 }, 0],
  ])("%s", (_, tally, code) => {
    expect(exitCode(tally, { requireAll: false })).toBe(code);
  });

  it("counts a skip as failure where nothing may be skipped", () => {
    expect(exitCode({ ...three, skipped: 1 }, { requireAll: true })).toBe(1);
  });

  it("counts a suite that crashed without a failed test", () => {
    expect(withCrash(three, 1).failed).toBe(1);
    expect(withCrash({ ...three, failed: 2 }, 1).failed).toBe(2);
    expect(withCrash(three, 0).failed).toBe(0);
  });

  it("counts a suite that ran no test, however well it ended", () => {
    expect(withCrash(noTests, 0).failed).toBe(1);
    expect(withCrash({ ...noTests, skipped: 2 }, 0).failed).toBe(0);
  });
});

it("tells each part's seconds and tests", () => {
  const parts = [
    { name: "fast", seconds: 69.04, tally: three },
    { name: "rabbitmq 1/2", seconds: 101, tally: { ...three, failed: 12 } },
  ];
  expect(timesTable(parts)).toBe(
    [
      "suite         seconds  passed  failed  skipped",
      "fast             69.0       3       0        0",
      "rabbitmq 1/2    101.0       3      12        0",
    ].join("\n"),
  );
});

describe("reports", () => {
  it("reads Vitest's", () => {
    const assertionResults = ["passed", "failed", "skipped", "pending", "todo"].map((status) => ({
      status,
      fullName: `one ${status}`,
    }));
    const report = { numPassedTests: 1, numFailedTests: 1, testResults: [{ assertionResults }] };
    expect(vitestTally(report)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 3,
      skips: ["one skipped", "one pending", "one todo"],
    });
  });

  it("reads Playwright's, where a flaky test is a failed one", () => {
    const spec = (title, status) => ({ title, tests: [{ status }] });
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 1 },
      suites: [
        { specs: [spec("a", "expected")], suites: [{ specs: [spec("deep", "skipped")] }] },
        { specs: [spec("b", "unexpected"), spec("c", "flaky")] },
      ],
    };
    expect(playwrightTally(report)).toEqual({ passed: 1, failed: 2, skipped: 1, skips: ["deep"] });
  });
});
