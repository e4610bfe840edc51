import { defineConfig } from "@playwright/test";

/** The built application in the system's Chromium; no browser is ever downloaded. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // Two files at a time, each worker with an application of its own. A test that fails once has failed.
  workers: 2,
  retries: 0,
  // What asserts a finish or a latency is tagged so, and has the machine to itself.
  projects: [
    { name: "page", grepInvert: /@timed/ },
    { name: "timed", grep: /@timed/, workers: 1 },
  ],
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    // Pictures of every step would cost a third of the time, in a browser that draws in software.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
