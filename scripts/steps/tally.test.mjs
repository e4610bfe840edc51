import { describe, expect, it } from "vitest";
import {
  add,
  closingLine,
  exitCode,
  failuresList,
  noTests,
  playwrightTally,
  timesTable,
  vitestTally,
  withCrash,
} from "./tally.mjs";

const three = { passed: 3, failed: 0, skipped: 0, skips: [], failures: [] };

describe("the closing line", () => {
  it("names skipped tests only when there are any", () => {
    expect(closingLine(three)).toBe("3 passed, 0 failed");
    expect(closingLine({ ...three, skipped: 2 })).toBe("3 passed, 0 failed, 2 skipped");
  });

  it("adds up suites", () => {
    const sum = add(three, {
      passed: 1,
      failed: 1,
      skipped: 1,
      skips: ["slow"],
      failures: [{ name: "b", message: "why" }],
    });
    expect(sum).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
      skips: ["slow"],
      failures: [{ name: "b", message: "why" }],
    });
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

it("says what failed, and the first lines of why", () => {
  const message = Array.from({ length: 40 }, (_, i) => `line ${i + 1}`).join("\n");
  const tally = { ...three, failed: 1, failures: [{ name: "a queue › b", message }] };
  const said = failuresList([
    { name: "fast", tally: three },
    { name: "rabbitmq 2/2", tally },
  ]);
  expect(said).toMatch(/^ {2}rabbitmq 2\/2: a queue › b\n {4}line 1\n/);
  expect(said.split("\n").length).toBeLessThan(20);
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
      failureMessages: status === "failed" ? ["Error: 3 is not 4\n    at a line"] : [],
    }));
    const unread = {
      name: "a.test.ts",
      status: "failed",
      message: "no module",
      assertionResults: [],
    };
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [{ status: "failed", assertionResults }, unread],
    };
    expect(vitestTally(report)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 3,
      skips: ["one skipped", "one pending", "one todo"],
      failures: [
        { name: "one failed", message: "Error: 3 is not 4\n    at a line" },
        { name: "a.test.ts", message: "no module" },
      ],
    });
  });

  it("reads Playwright's, where a flaky test is a failed one", () => {
    const spec = (title, status) => ({
      title,
      ok: !["unexpected", "flaky"].includes(status),
      tests: [{ status, results: [{ error: { message: "\u001b[31mnot seen\u001b[39m" } }] }],
    });
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 1 },
      suites: [
        { specs: [spec("a", "expected")], suites: [{ specs: [spec("deep", "skipped")] }] },
        { specs: [spec("b", "unexpected"), spec("c", "flaky")] },
      ],
    };
    expect(playwrightTally(report)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      skips: ["deep"],
      failures: [
        { name: "b", message: "not seen" },
        { name: "c", message: "not seen" },
      ],
    });
  });
});
