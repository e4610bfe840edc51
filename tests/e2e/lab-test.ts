import { test as base } from "@playwright/test";
import { serveApp, type ServedApp } from "#tests/support/served-app.ts";
import { LabPage } from "./lab-page.ts";

/** Playwright's `test` with the built application served, and a page on it. */
export const test = base.extend<{ lab: LabPage }, { app: ServedApp }>({
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
});
