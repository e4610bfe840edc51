import { expect, type Page } from "@playwright/test";
import type { LabPage } from "./lab-page.ts";
import { test } from "./lab-test.ts";

const worker = (lab: LabPage, id: string, arm: string) =>
  lab.page.getByRole("group", { name: `Worker ${id}, arena ${arm}` });

const flag = (lab: LabPage, text: string) => lab.ruler.getByText(text, { exact: true });

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

async function start(lab: LabPage, path?: string): Promise<void> {
  await lab.open(path);
  // Slow enough that a busy machine gets its clicks in before the race is over.
  await lab.chooseSpeed("0.5×");
  await lab.button("Run").click();
  await expect(lab.arena("A")).toContainText(/[1-9]\s*of 12/);
}

test("kill by button: its tasks go back to the queue and are done by the other", async ({
  lab,
}) => {
  await start(lab);
  await press(lab.page, "kill, w1 of arena A");
  await expect(worker(lab, "w1", "A")).toContainText(/killed at \d+\.\d s/);
  await expect(lab.arena("A")).toContainText(
    /w1 killed at \d+\.\d s\. [1-6] unacked tasks? returns? to the queue\./,
  );
  await expect(flag(lab, "kill w1")).toBeVisible();
  await expect(worker(lab, "w1", "A").getByRole("button", { name: /^(slow|pause)/ })).toHaveCount(
    0,
  );
  await lab.chooseSpeed("20×");
  await lab.untilOver();
  await expect(lab.arena("A")).toContainText(/[1-6] redelivered, 0 lost/);
  await lab.page.screenshot({ path: "test-results/screenshots/killed-light.png" });
});

test("by keyboard on the worker: pause, resume, hang, kill, and back by its button", async ({
  lab,
}) => {
  const { keyboard } = lab.page;
  await start(lab);
  const row = worker(lab, "w2", "B");
  await row.focus();
  await keyboard.press("p");
  await expect(row).toContainText(/paused at \d+\.\d s/);
  await keyboard.press("p");
  await expect(row).not.toContainText("paused");
  await keyboard.press("s");
  await expect(row).toContainText("0.5×");
  await keyboard.press("h");
  await expect(row).toContainText(/hung at \d+\.\d s/);
  await keyboard.press("k");
  await expect(row).toContainText(/killed at \d+\.\d s/);
  await expect(row).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(row).not.toContainText("killed");
  for (const text of ["pause w2", "resume w2", "hang w2", "kill w2", "w2 joins"])
    await expect(flag(lab, text).or(lab.ruler.locator(".flag")).first()).toBeVisible();
  await lab.chooseSpeed("20×");
  await lab.untilOver();
  await expect(lab.arena("B")).toContainText(/finished/);
});

test("a worker that is hung keeps its tasks, and its bar stands still", async ({ lab }) => {
  await start(lab);
  await press(lab.page, "hang, w1 of arena A");
  const row = worker(lab, "w1", "A");
  await expect(row).toContainText(/hung at \d+\.\d s/);
  const bar = row.getByRole("button", { name: /running at w1/ });
  const solid = () =>
    bar.locator(".bar-rest").evaluate((rest) => rest.getBoundingClientRect().width);
  const before = await solid();
  await expect.poll(solid).toBeGreaterThan(before);
  await expect(row.locator(".lane-still")).toHaveCount(1);
  await expect(row.getByRole("button", { name: /not started/ }).first()).toBeVisible();
  await press(lab.page, "resume, w1 of arena A");
  await expect(row).not.toContainText("hung");
});

test("what else can be done is in a menu: a worker forgets to ack, and another rejects", async ({
  lab,
}) => {
  await start(lab);
  await press(lab.page, "actions, w2 of arena A");
  await lab.page.getByRole("menuitem", { name: "forget to ack" }).click();
  await expect(worker(lab, "w2", "A")).toContainText("forgets to ack");
  await press(lab.page, "actions, w1 of arena A");
  await lab.page.getByRole("menuitem", { name: "reject, drop it" }).click();
  await expect(lab.arena("A")).toContainText("1 lost for good");
});

test("a fault is planned, undone and planned again, and happens", async ({ lab }) => {
  await lab.open();
  const faults = lab.composer.getByRole("button", { name: /^Faults/ });
  await faults.click();
  await lab.page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(lab.page.getByText("at 5 s: kill w1 in every arena")).toBeVisible();
  await lab.page.keyboard.press("Escape");
  await lab.composer.getByRole("button", { name: "Undo the last change" }).click();
  await expect(faults).toHaveAccessibleName("Faults");
  await lab.composer.getByRole("button", { name: "Redo the change" }).click();
  await expect(faults).toHaveAccessibleName("Faults, 1 planned");
  await lab.chooseSpeed("20×");
  await lab.race();
  for (const arm of ["A", "B"])
    await expect(worker(lab, "w1", arm)).toContainText("killed at 5.0 s");
});

test("durable × persistent: the broker is killed, and a table says what survived", async ({
  lab,
  onDisk,
}) => {
  await lab.open(onDisk.url);
  await lab.loadPreset("Durable × persistent");
  await lab.chooseSpeed("10×");
  await lab.race();
  await lab.page.getByRole("tab", { name: "Table" }).click();
  const table = lab.page.getByRole("table", { name: /After the broker was killed at \d\.\d s/ });
  await expect(table).toContainText(/A: (\d+) of \1 survived/);
  await expect(table).toContainText(/B: 0 of \d+ survived.*transient messages are not written/);
  await expect(table).toContainText(/C: 0 of \d+ survived.*the queue died with the broker/);
  await expect(table).toContainText(/D: 0 of \d+ survived/);
  await lab.page.screenshot({ path: "test-results/screenshots/durability-light.png" });
});

test("the broker is restarted from its badge; the race goes on", async ({ lab, onDisk }) => {
  await start(lab, onDisk.url);
  await lab.page.getByRole("button", { name: /Embedded broker/ }).click();
  await press(lab.page, "Restart");
  await lab.page.keyboard.press("Escape");
  await expect(lab.arena("B")).toContainText(/The broker is back at \d+\.\d s/);
  await lab.chooseSpeed("20×");
  await lab.untilOver();
  await expect(lab.arena("B")).toContainText(/12\s*done/);
});

test("list_queues is at hand, and adds up with what only the lab sees", async ({ lab }) => {
  await start(lab);
  await lab.button("Pause").click();
  await expect(lab.button("Resume")).toBeVisible();
  await lab.page.getByRole("tab", { name: "Table" }).click();
  const rows = lab.page.getByRole("table", { name: /list_queues name/ }).getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const [ready, unacked, held, running] = (await rows.nth(1).getByRole("cell").allInnerTexts()).map(
    Number,
  );
  expect(ready).toBe(0);
  expect(unacked).toBe((held ?? 0) + (running ?? 0));
});
