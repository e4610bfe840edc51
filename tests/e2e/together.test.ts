import { expect } from "@playwright/test";
import { severableProxy } from "#tests/support/faults/severable-proxy.ts";
import { LabPage } from "./lab-page.ts";
import { test } from "./lab-test.ts";

test("two people see the same race; only the one who made the lab steers", async ({
  lab,
  browser,
  app,
}) => {
  await lab.open();
  const guest = new LabPage(await (await browser.newContext({ baseURL: app.url })).newPage());
  await guest.open(lab.page.url());
  await expect(
    guest.page.getByText("only the one who opened this lab steers").first(),
  ).toBeVisible();
  await expect(guest.button("Run")).toBeDisabled();
  await guest.page.locator("body").click({ position: { x: 700, y: 890 } });
  await guest.page.keyboard.press("Space");
  await expect(lab.button("Run")).toBeVisible();

  await lab.chooseSpeed("20×");
  await lab.race();
  await guest.untilOver();
  expect(await guest.finish("A")).toBe(await lab.finish("A"));
  expect(await guest.finish("B")).toBe(await lab.finish("B"));

  const late = new LabPage(await (await browser.newContext({ baseURL: app.url })).newPage());
  await late.open(lab.page.url());
  await late.untilOver();
  await expect.poll(() => late.picture()).toBe(await guest.picture());
});

test("a browser cut off for 3 s mid-race shows afterwards what one shows that never was", async ({
  lab,
  browser,
  app,
}) => {
  const proxy = await severableProxy({ port: Number(new URL(app.url).port) });
  await lab.open();
  const context = () =>
    browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  const steady = new LabPage(await (await context()).newPage());
  const shaky = new LabPage(await (await context()).newPage());
  await steady.open(lab.page.url());
  await shaky.open(lab.page.url().replace(app.url, `http://127.0.0.1:${proxy.port}`));

  // Slow enough for three pages on a small machine: A takes 12 s.
  await lab.chooseSpeed("2×");
  await lab.button("Run").click();
  await expect(shaky.arena("A")).toContainText(/[1-9]\s*of 12/);
  proxy.cut();
  await expect(shaky.page.getByText("reconnecting").first()).toBeVisible();
  await shaky.page.waitForTimeout(3000); // the cut itself, not a wait for something
  await shaky.page.screenshot({ path: "test-results/screenshots/reconnecting-light.png" });
  proxy.mend();
  await expect(shaky.page.getByText("reconnecting").first()).toBeHidden();

  await lab.untilOver();
  await steady.untilOver();
  await shaky.untilOver();
  await expect.poll(() => shaky.picture()).toBe(await steady.picture());
  expect(await shaky.finish("A")).toBe(await lab.finish("A"));
  await proxy.close();
});

test("an address without a lab says so and offers a new one", async ({ page }) => {
  await page.goto("/lab/ZZZZZZZ");
  await expect(page.getByText(/There is no lab/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Open a new lab" })).toBeVisible();
});
