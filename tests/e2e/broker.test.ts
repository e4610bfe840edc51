import { expect } from "@playwright/test";
import { startBroker } from "#broker";
import { serveApp } from "#tests/support/lab/served-app.ts";
import { severableProxy } from "#tests/support/faults/severable-proxy.ts";
import { LabPage } from "./lab-page.ts";
import { test } from "./lab-test.ts";

test("a broker lost mid-race: said in words, what was measured stays, and it comes back", async ({
  page,
}) => {
  const broker = await startBroker({ port: 0 });
  const proxy = await severableProxy({ port: broker.port });
  const app = await serveApp({ AMQP_URL: `amqp://guest:guest@127.0.0.1:${proxy.port}` });
  try {
    const lab = new LabPage(page);
    await lab.open(app.url);
    await lab.chooseSpeed("2×");
    await lab.button("Run").click();
    await expect(lab.arena("B")).toContainText(/[2-9]\s*of 12/);
    proxy.cut();
    const banner = page.getByText(/The broker stopped answering at \d+\.\d s/);
    await expect(banner).toBeVisible();
    await expect(page.getByRole("button", { name: "Retry now" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Use the embedded broker" })).toBeVisible();
    await expect(lab.arena("B")).toContainText(/[2-9]\s*of 12/);
    await page.screenshot({ path: "test-results/screenshots/broker-down-light.png" });
    proxy.mend();
    await expect(banner).toBeHidden();
  } finally {
    await app.close();
    await proxy.close();
    await broker.close();
  }
});

test("no broker at the start: planning works, and the race once it is there", async ({ page }) => {
  const broker = await startBroker({ port: 0 });
  const proxy = await severableProxy({ port: broker.port });
  proxy.cut();
  const app = await serveApp({ AMQP_URL: `amqp://guest:guest@127.0.0.1:${proxy.port}` });
  try {
    const lab = new LabPage(page);
    await lab.open(app.url);
    await expect(page.getByText("The broker does not answer.").first()).toBeVisible();
    await page.getByRole("button", { name: "Retry now" }).click();
    proxy.mend();
    await expect(page.getByText("The broker does not answer.").first()).toBeHidden();
    await lab.chooseSpeed("20×");
    await lab.race();
    expect(await lab.finish("B")).toBeGreaterThan(14);
  } finally {
    await app.close();
    await proxy.close();
    await broker.close();
  }
});
