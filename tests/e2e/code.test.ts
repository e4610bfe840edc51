import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import amqp from "amqplib";
import { LabPage } from "./lab-page.ts";
import { test } from "./lab-test.ts";
import { violations } from "./violations.ts";

test("a line of code is the arena's control, and the program can be taken along", async ({
  lab,
  page,
  browser,
  app,
}) => {
  await lab.open();
  await page.keyboard.press("c");
  const worker = page.getByRole("region", { name: "worker.py" });
  await worker.getByRole("button", { name: "auto_ack=False," }).click();
  await expect(page.getByRole("region", { name: "Arena B, auto ack" })).toBeVisible();
  await worker.getByRole("button", { name: "auto_ack=True," }).press("]");
  await worker.getByRole("button", { name: "auto_ack=True," }).press("x");
  await expect(page.getByRole("region", { name: "Arena B, prefetch 2" })).toBeVisible();
  await expect(worker).toContainText("channel.basic_qos(prefetch_count=2)");

  await page.getByRole("switch", { name: "What differs from A" }).click();
  await expect(worker.getByRole("deletion")).toContainText("no basic_qos");
  await page.screenshot({ path: "test-results/screenshots/code-light.png" });

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download worker.py" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("worker.py");
  const text = await readFile(await download.path(), "utf8");
  // The broker is there, at the address the program would use.
  const connection = await amqp.connect(/URL = "(.*)"/.exec(text)![1]!);
  await connection.close();

  const guest = new LabPage(await (await browser.newContext({ baseURL: app.url })).newPage());
  await guest.open(page.url());
  await guest.page.getByRole("tab", { name: "Code" }).click();
  await guest.page.getByRole("button", { name: "auto_ack=False," }).click({ force: true });
  await expect(guest.page.getByRole("button", { name: "auto_ack=False," })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme}, as the system says`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in the code, nor in what differs", async ({ lab, page }) => {
      await lab.open();
      await page.getByRole("tab", { name: "Code" }).click();
      await expect(page.getByRole("region", { name: "worker.py" })).toBeVisible();
      expect(await violations(page, '[aria-label="Code of arena B"]')).toEqual([]);
      await page.getByRole("switch", { name: "What differs from A" }).click();
      expect(await violations(page, '[aria-label="Code of arena B"]')).toEqual([]);
    });
  });
}
