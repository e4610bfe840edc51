import { defineConfig } from "@playwright/test";

/** Whose races are measured: one page at a time has the machine. */
const TIMED = /(race|rabbitmq|together|start)\.test\.ts$/;

/** The built application in the system's Chromium; no browser is ever downloaded. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  workers: 2,
  // What fails once has failed.
  retries: 0,
  projects: [
    { name: "timed", testMatch: TIMED, workers: 1 },
    { name: "others", testIgnore: TIMED, dependencies: ["timed"] },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
