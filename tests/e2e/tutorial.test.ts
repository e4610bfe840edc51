import { expect } from "@playwright/test";
import { test } from "./lab-test.ts";

/** What the tutorial teaches and no other file here looks at. */

test("two workers, five messages: one gets 1, 3 and 5, the other 2 and 4", async ({ lab }) => {
  await lab.open();
  await lab.loadPreset("Tutorial");
  await lab.chooseSpeed("10×");
  await lab.race();
  const marks = lab.arena("A").locator("[data-rove]");
  const labels = await marks.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  const doneBy = (worker: string) =>
    labels.flatMap((label) => {
      const [, task, who] = /^task (\d+), .*done by (\w+)/.exec(label ?? "") ?? [];
      return who === worker ? [Number(task)] : [];
    });
  expect(doneBy("w1")).toEqual([1, 3, 5]);
  expect(doneBy("w2")).toEqual([2, 4]);
});

test("a worker killed under auto ack takes what it was given with it", async ({ lab, page }) => {
  await lab.open();
  await lab.arena("A").getByRole("radio", { name: "auto" }).click();
  await lab.chooseSpeed("0.5×");
  await lab.button("Run").click();
  await expect(lab.arena("A")).toContainText(/[1-9]\s*of 12/);
  await page.getByRole("button", { name: "kill, w1 of arena A", exact: true }).click();
  await expect(lab.arena("A")).toContainText(
    /w1 killed at \d+\.\d s\. The broker holds no copy of/,
  );
  await lab.chooseSpeed("20×");
  await lab.untilOver();
  await expect(lab.arena("A")).toContainText(/[1-6] lost for good/);
});

test("all are busy and the queue fills: a worker who joins takes over at once", async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.chooseSpeed("0.5×");
  await lab.button("Run").click();
  await expect(lab.arena("B")).toContainText(/[1-9]\s*ready/);
  await page.getByRole("button", { name: "Add a worker to arena B" }).click();
  await expect(page.getByRole("group", { name: "Worker w3, arena B" })).toContainText(/task \d+/);
});

test("a queue can't be redeclared with another durability: 406, in the broker's words", async ({
  lab,
}) => {
  await lab.open();
  await lab.chooseSpeed("0.5×");
  await lab.button("Run").click();
  await expect(lab.arena("A")).toContainText(/[1-9]\s*of 12/);
  await lab.arena("A").getByRole("switch", { name: "Durable queue" }).click();
  await expect(lab.arena("A")).toContainText(
    /PRECONDITION_FAILED - inequivalent arg 'durable' for queue '[^']+' in vhost '\/': received 'false' but current is 'true'/,
  );
});

test("a message to a queue that isn't there vanishes, confirmed; with mandatory it comes back", async ({
  page,
}) => {
  await page.goto("/learn/vanished-message");
  const run = page.getByRole("region", { name: "Run", exact: true });
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await run.getByRole("button", { name: "Send to hello", exact: true }).click();
  await expect(page.getByRole("region", { name: "Predict" })).toContainText(/Measured\s*an ack/);
  await run.getByRole("button", { name: "Send to hello, mandatory" }).click();
  await expect(page.getByRole("main")).toContainText("312 NO_ROUTE");
});

test("persistent, and the broker killed right after: confirms know what is safe", async ({
  page,
  onDisk,
}) => {
  await page.goto(`${onDisk.url}/learn/confirms-window`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("button", { name: "Publish, then kill the broker" }).click();
  const arena = (arm: string) => page.getByRole("region", { name: new RegExp(`^Arena ${arm},`) });
  await expect(arena("A")).toContainText(/10,000 sent, 0 confirmed, [\d,]+ survived/);
  // Nothing confirmed is lost; what was on disk and not confirmed yet may have survived as well.
  await expect(arena("B")).toContainText(/confirmed(, and (all|every one)|; all [\d,]+) survived/);
  await page.screenshot({ path: "test-results/screenshots/burst-light.png" });
});

test("transactions, which amqplib has none of, are in the Python producer", async ({
  lab,
  page,
}) => {
  await lab.open();
  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByRole("switch", { name: "In a transaction (tx)" }).click();
  const producer = page.getByRole("region", { name: "producer.py" });
  await expect(producer).toContainText("channel.tx_select()");
  await expect(producer).toContainText("channel.tx_commit()");
});
