import { expect, type Locator } from "@playwright/test";
import { test } from "./lab-test.ts";

test(
  "the default race: eager takes 24 s, wait for ack 15 s",
  { tag: "@timed" },
  async ({ lab }) => {
    await lab.open();
    await expect(lab.arena("A")).toContainText("prefetch unlimited", { ignoreCase: true });
    await lab.chooseSpeed("20×");
    await lab.race();
    await lab.expectFinish({ A: 24, B: 15 });
    for (const arm of ["A", "B"])
      await expect(lab.arena(arm).getByRole("group", { name: "Where the tasks are" })).toHaveText(
        /12\s*published\s*=\s*12\s*done\s*\+\s*0\s*running\s*\+\s*0\s*held\s*\+\s*0\s*ready\s*\+\s*0\s*lost/,
      );
    await lab.page.screenshot({ path: "test-results/screenshots/end-light.png" });
  },
);

test("held is drawn: mid-race the eager arena holds what the other keeps in the queue", async ({
  lab,
}) => {
  await lab.open();
  await lab.button("Run").click();
  const held = lab.arena("A").getByRole("list", { name: "Held by w1 of arena A" });
  await expect(held.getByRole("listitem").first()).toBeVisible();
  await lab.button("Pause").click();
  await expect(lab.button("Resume")).toBeVisible();
  await expect(lab.arena("A")).toContainText(/\d held/);
  await expect(
    lab.arena("B").getByRole("list", { name: "Queue of arena B" }).getByRole("listitem").first(),
  ).toBeVisible();
  await lab.page.screenshot({ path: "test-results/screenshots/mid-light.png" });
});

test("by keyboard alone: run, pause, look back, go faster, on to the end", async ({ lab }) => {
  const { keyboard } = lab.page;
  await lab.open();
  const press = async (target: Locator, tab: "Tab" | "Shift+Tab", key: string) => {
    for (let i = 0; i < 120; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await keyboard.press(tab);
    }
    await expect(target).toBeFocused();
    await keyboard.press(key);
  };
  const speed = (times: string) => lab.transport.getByRole("radio", { name: times, exact: true });

  await press(lab.button("Run"), "Tab", "Enter");
  await press(lab.button("Pause"), "Tab", "Enter");
  await expect(lab.button("Resume")).toBeVisible();
  await press(lab.ruler, "Tab", "Home");
  await expect(lab.ruler).toHaveAttribute("aria-valuetext", "0.0 seconds");
  await keyboard.press("End");
  await press(speed("1×"), "Shift+Tab", "ArrowRight");
  for (const times of ["4×", "10×", "20×"]) {
    await keyboard.press("ArrowRight");
    await expect(speed(times)).toBeChecked();
  }
  await press(lab.button("Resume"), "Shift+Tab", "Enter");
  await lab.untilOver();
  await expect(lab.arena("B")).toContainText("finished");
});

test("single keys: Space runs, digits push tasks, and both arenas get them", async ({ lab }) => {
  await lab.open();
  await lab.page.locator("body").click({ position: { x: 700, y: 890 } });
  await lab.page.keyboard.press("3");
  await expect(lab.composer).toContainText("13 tasks, 33 s of work");
  await lab.page.keyboard.press("Space");
  const tasks = lab.arena("A").getByRole("group", { name: "Where the tasks are" });
  await expect(tasks).toContainText(/13\s*published/);
  await lab.page.keyboard.press("2");
  await expect(tasks).toContainText(/14\s*published/);
  await lab.chooseSpeed("20×");
  await lab.untilOver();
  for (const arm of ["A", "B"])
    await expect(lab.arena(arm).getByRole("group", { name: "Where the tasks are" })).toContainText(
      /14\s*published/,
    );
});

test("a preset loads its tasks and arenas", { tag: "@timed" }, async ({ lab }) => {
  await lab.open();
  await lab.loadPreset("Tutorial");
  await expect(lab.composer).toContainText("5 tasks, 15 s of work");
  await lab.chooseSpeed("20×");
  await lab.race();
  await lab.expectFinish({ A: 9, B: 9 });
  // Searched for in a worker thread, under the page's own policy.
  await expect(lab.arena("A")).toContainText("best possible 8.0 s");
});

test("after a preset the keyboard is on Run; Escape only closes the menu", async ({ lab }) => {
  await lab.open();
  const presets = lab.composer.getByRole("button", { name: "Presets" });
  await presets.click();
  await lab.page.keyboard.press("Escape");
  await expect(presets).toBeFocused();
  await lab.loadPreset("Tutorial");
  await expect(lab.button("Run")).toBeFocused();
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Pause")).toBeVisible();
});

test("many tasks by keyboard: what is typed stays when the dialog is closed", async ({ lab }) => {
  await lab.open();
  const presets = lab.composer.getByRole("button", { name: "Presets" });
  const open = async () => {
    await presets.click();
    await lab.page.getByRole("menuitem", { name: "Paste or generate…" }).click();
  };
  const lines = lab.page.getByRole("textbox", { name: "One task a line, one dot a second" });
  await open();
  await expect(lines).toBeFocused();
  await lab.page.keyboard.type("half a thought");
  await lab.page.keyboard.press("Escape");
  await expect(presets).toBeFocused();
  await open();
  await expect(lines).toHaveValue("half a thought");
});

test("what was replaced comes back by mouse, and goes again", async ({ lab }) => {
  await lab.open();
  await lab.loadPreset("Tutorial");
  await expect(lab.composer).toContainText("5 tasks, 15 s of work");
  await lab.composer.getByRole("button", { name: "Undo the last change" }).click();
  await expect(lab.composer).toContainText("12 tasks, 30 s of work");
  await lab.composer.getByRole("button", { name: "Redo the change" }).click();
  await expect(lab.composer).toContainText("5 tasks, 15 s of work");
});

test("the composer takes the tutorial's text, and says what is wrong with another", async ({
  lab,
}) => {
  await lab.open();
  const field = lab.page.getByRole("textbox", { name: "Task text, one dot is one second" });
  await field.fill("Hello World!");
  await expect(lab.composer).toContainText("no dots: takes no time");
  await field.press("Enter");
  await expect(lab.composer).toContainText("13 tasks, 30 s of work");
  await field.fill("ten..........");
  await field.press("Enter");
  await expect(lab.page.getByRole("alert").filter({ hasText: "At most 9 dots" })).toBeVisible();
  await expect(field).toHaveValue("ten..........");
  await field.fill("first msg..");
  await field.press("Enter");
  await expect(lab.composer).toContainText("14 tasks, 32 s of work");
});

test(
  "the ruler looks back while the race goes on, and returns to now",
  { tag: "@timed" },
  async ({ lab }) => {
    await lab.open();
    await lab.chooseSpeed("2×");
    await lab.button("Run").click();
    await expect(lab.arena("B")).toContainText(/[3-9]\s*of 12/);
    await lab.ruler.focus();
    await lab.page.keyboard.press("Home");
    await expect(lab.ruler).toHaveAttribute("aria-valuetext", "0.0 seconds");
    await lab.page.keyboard.press("Shift+ArrowRight");
    await expect(lab.ruler).toHaveAttribute("aria-valuetext", "1.0 seconds");
    const back = lab.page.getByRole("button", { name: "back to now" }).first();
    await expect(back).toBeVisible();
    await lab.page.screenshot({ path: "test-results/screenshots/scrubbed-light.png" });
    await back.click();
    await lab.chooseSpeed("10×");
    await lab.untilOver();
    await lab.expectFinish({ A: 24 });
  },
);

test("a strategy changed in the plan is what runs", { tag: "@timed" }, async ({ lab }) => {
  await lab.open();
  const prefetch = lab.arena("A").getByRole("radiogroup", { name: "Prefetch" });
  await prefetch.getByRole("radio", { name: "1", exact: true }).click();
  await lab.chooseSpeed("20×");
  await lab.race();
  await lab.expectFinish({ A: 15 });
});

test("reset all goes back to the default race", async ({ lab }) => {
  await lab.open();
  await lab.loadPreset("Tutorial");
  await lab.page.getByRole("button", { name: /^Reset all/ }).click();
  await expect(lab.composer).toContainText("12 tasks, 30 s of work");
});
