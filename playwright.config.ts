import { defineConfig } from "@playwright/test";

/** The built application in the system's Chromium; no browser is ever downloaded. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // Races are timed: one at a time, and a race that fails once has failed.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
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
