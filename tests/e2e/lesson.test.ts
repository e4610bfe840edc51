import { expect } from "@playwright/test";
import axe from "axe-core";
import { FIRST_CHOICES } from "#shared/lesson/conditions.ts";
import { lessonContents } from "#shared/lesson/lesson-contents.ts";
import { loadLesson } from "#shared/lesson/load-lesson.ts";
import { learnMessagesIn } from "#shared/messages/learn.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { test } from "./lab-test.ts";

type Phase = "predict" | "run" | "explain";

test(
  "a lesson: predict, run, and what was to be seen ticks itself off and is explained",
  { tag: "@timed" },
  async ({ page }) => {
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
    await expect(page.getByRole("region", { name: "Predict" })).toContainText(
      /Measured\s*24\.\d s/,
    );
    await page.evaluate(axe.source);
    const found = await page.evaluate<axe.AxeResults>("axe.run()");
    expect(
      found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ).toEqual([]);

    await page.keyboard.press("n");
    await expect(page.getByRole("complementary", { name: "Speaker notes" })).toBeVisible();
    await page.goto("/learn");
    await expect(page.getByRole("link", { name: /Why is one worker busy/ })).toContainText("done");
  },
);

for (const [language, locale] of [
  ["en", "en-US"],
  ["zh", "zh-CN"],
] as const) {
  test(`a lesson in ${language}, by keyboard: predicted, run, explained, looked back at, reset`, async ({
    browser,
    app,
  }) => {
    // Its run's steps tick however slow the machine is: A deals in turn, whoever is ready when.
    const lesson = await loadLesson("five-messages");
    const learn = learnMessagesIn(language);
    const { transport } = messagesIn(language).shell;
    const context = await browser.newContext({ locale, baseURL: app.url });
    const page = await context.newPage();
    const part = (name: Phase) =>
      page.getByRole("region", { name: learn.phases[name], exact: true });
    const ticks = page.getByRole("img", { name: learn.done, exact: true });
    const allOfRun = () =>
      expect(part("run").locator(ticks)).toHaveCount(lesson.run.length, { timeout: 30_000 });
    const choice = page.getByRole("button", { name: FIRST_CHOICES[1].text[language], exact: true });
    const clock = page.getByRole("timer");

    await page.goto(`/learn/${lesson.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      lessonContents[lesson.id].title[language],
    );
    await expect(page.getByRole("button", { name: transport.run, exact: true })).toBeEnabled();
    await page.getByRole("combobox", { name: transport.speed }).selectOption("10");
    await choice.press("Enter");
    await expect(choice).toHaveAttribute("aria-pressed", "true");
    await expect(part("predict")).toContainText(learn.notYet);

    await page.keyboard.press("r");
    await allOfRun();
    for (const { text } of lesson.explain.tasks) {
      await expect(part("explain")).toContainText(text[language]);
    }
    await expect(part("predict")).toContainText(learn.measured);

    await choice.blur();
    await page.keyboard.press("Home");
    await expect(clock).toHaveText(transport.seconds("0.0"));
    await page.keyboard.press("End");
    await expect(clock).not.toHaveText(transport.seconds("0.0"));

    const notes = page.getByRole("complementary", { name: learn.notesTitle });
    await page.keyboard.press("n");
    for (const note of lesson.notes) await expect(notes).toContainText(note[language].slice(0, 12));
    await page.keyboard.press("h");
    await expect(notes).toBeHidden();
    await expect(page.getByText(lesson.hint[language].slice(0, 12))).toBeVisible();

    await page.keyboard.press("Alt+r");
    await expect(ticks).toHaveCount(0);
    await expect(choice).toHaveAttribute("aria-pressed", "false");
    await expect(page.getByRole("button", { name: transport.run, exact: true })).toBeEnabled();
    await page.keyboard.press(" ");
    await allOfRun();
    await context.close();
  });
}

test("a lesson nobody wrote is not found", async ({ page }) => {
  const answer = await page.goto("/learn/no-such-lesson");
  expect(answer?.status()).toBe(404);
});
