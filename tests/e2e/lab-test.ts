import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { serveApp, type ServedApp } from "#tests/support/lab/served-app.ts";
import { LabPage } from "./lab-page.ts";

interface Fixtures {
  readonly lab: LabPage;
  /** Another application, whose broker writes down what is durable. */
  readonly onDisk: ServedApp;
}

/** Playwright's `test` with the built application served, and a page on it. */
export const test = base.extend<Fixtures, { app: ServedApp }>({
  app: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const app = await serveApp();
      await use(app);
      await app.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ app }, use) => {
    await use(app.url);
  },
  lab: async ({ page }, use) => {
    await use(new LabPage(page));
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
  onDisk: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-"));
    const app = await serveApp({ BROKER_DATA: dataDir });
    await use(app);
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  },
});
