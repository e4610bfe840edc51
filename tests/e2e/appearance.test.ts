import { expect } from "@playwright/test";
import { test } from "./lab-test.ts";
import { violations } from "./violations.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme}, as the system says`, () => {
    test.use({ colorScheme });

    test("axe finds nothing, before a race and after", async ({ lab }) => {
      await lab.open();
      expect(await violations(lab.page)).toEqual([]);
      await lab.chooseSpeed("20×");
      await lab.race();
      expect(await violations(lab.page)).toEqual([]);
      await lab.page.screenshot({ path: `test-results/screenshots/end-${colorScheme}.png` });
      await lab.page.getByRole("tab", { name: /^Log/ }).click();
      expect(await violations(lab.page)).toEqual([]);
      await lab.page.getByRole("tab", { name: "Table" }).click();
      expect(await violations(lab.page)).toEqual([]);
    });

    test("the page is drawn in it", async ({ lab }) => {
      await lab.open();
      const lightness = await lab.page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d")!;
        canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data[0]!;
      });
      if (colorScheme === "light") expect(lightness).toBeGreaterThan(200);
      else expect(lightness).toBeLessThan(60);
    });
  });
}

test("a chosen theme stays", async ({ lab, page }) => {
  await lab.open();
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a chosen language stays, and the page says which it is", async ({ lab, page }) => {
  await lab.open();
  await page.getByRole("button", { name: "切换到中文" }).click();
  await expect(page.getByRole("button", { name: "运行", exact: true })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
  await expect(page.getByRole("button", { name: "运行", exact: true })).toBeVisible();
  await page.screenshot({ path: "test-results/screenshots/start-zh.png" });
});

test("a Chinese browser gets Chinese at once", async ({ browser, app }) => {
  const page = await (await browser.newContext({ locale: "zh-CN", baseURL: app.url })).newPage();
  await page.goto("/");
  await expect(page.getByRole("button", { name: "运行", exact: true })).toBeVisible();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(`fits ${width} × ${height} without scrolling sideways`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height });
    await lab.open();
    await lab.button("Run").click();
    await expect(lab.arena("B")).toContainText(/[1-9]\s*of 12|12\s*of 12/);
    await page.screenshot({ path: `test-results/screenshots/mid-${width}.png` });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

for (const width of [1024, 1280, 1440, 1600, 1920]) {
  test(`the badge says its release whole at ${width}`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await lab.open();
    const words = page.getByText(/^Embedded broker, as RabbitMQ \d/).first();
    expect(
      await words.evaluate(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth),
    ).toBeLessThanOrEqual(0);
  });
}

test("the page asks nobody but its own server", async ({ lab, page, app }) => {
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(app.url) && !/^(data|blob):/.test(request.url()))
      foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await lab.open();
  await lab.chooseSpeed("20×");
  await lab.race();
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
});
