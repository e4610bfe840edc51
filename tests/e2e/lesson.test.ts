import { expect } from "@playwright/test";
import axe from "axe-core";
import { test } from "./lab-test.ts";

test("a lesson: predict, run, and what was to be seen ticks itself off and is explained", async ({
  page,
}) => {
  await page.goto("/learn");
  await page.getByRole("link", { name: /Why is one worker busy/ }).click();
  const explain = page.getByRole("region", { name: "Explain" });
  await expect(explain).not.toContainText("w2 is done after 6 seconds");
  await page.getByRole("button", { name: "15 s", exact: true }).click();

  const speed = page.getByRole("combobox", { name: "Speed" });
  await expect(speed).toBeEnabled();
  await speed.selectOption("10");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByRole("button", { name: "Run again" })).toBeVisible({ timeout: 30_000 });

  const run = page.getByRole("region", { name: "Run", exact: true });
  await expect(run.getByRole("img", { name: "done" })).toHaveCount(2);
  await expect(explain).toContainText("w2 is done after 6 seconds");
  await expect(page.getByRole("region", { name: "Predict" })).toContainText(/Measured\s*24\.\d s/);
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>("axe.run()");
  expect(
    found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
  ).toEqual([]);

  await page.keyboard.press("n");
  await expect(page.getByRole("complementary", { name: "Speaker notes" })).toBeVisible();
  await page.goto("/learn");
  await expect(page.getByRole("link", { name: /Why is one worker busy/ })).toContainText("done");
});

test("a lesson nobody wrote is not found", async ({ page }) => {
  const answer = await page.goto("/learn/no-such-lesson");
  expect(answer?.status()).toBe(404);
});
