import { expect } from "@playwright/test";
import amqp from "amqplib";
import { serveApp } from "#tests/support/lab/served-app.ts";
import { LabPage } from "./lab-page.ts";
import { test } from "./lab-test.ts";

const url = process.env["RABBITMQ_URL"];
test.skip(
  url === undefined,
  "RABBITMQ_URL names no broker: `npm test` starts one where RabbitMQ is installed",
);

test(
  "on RabbitMQ: the badge names it, the race is the same, and no queue is left",
  { tag: "@timed" },
  async ({ page }) => {
    const app = await serveApp({ AMQP_URL: url ?? "" });
    try {
      const lab = new LabPage(page);
      await lab.open(app.url);
      await expect(page.getByText(/RabbitMQ \d+\.\d+\.\d+ live/)).toBeVisible();
      await lab.chooseSpeed("4×");
      await lab.race();
      await lab.expectFinish({ A: 24, B: 15 });

      await page.getByRole("tab", { name: /^Log/ }).click();
      const log = page.getByRole("region", { name: "Events of the run" });
      await log.evaluate((element) => {
        element.scrollTop = 0;
      });
      const declared = log.getByText(/Queue dispatch-lab\.\S+ declared/);
      await expect(declared).toHaveCount(2);
      const queues = (await declared.allInnerTexts()).map(
        (text) => /dispatch-lab\S+/.exec(text)![0],
      );
      expect(await Promise.all(queues.map((queue) => replyTo(queue)))).toEqual([404, 404]);
    } finally {
      await app.close();
    }
  },
);

/** What the broker answers to a passive declare: the code it closes the channel with, or 0 when the queue is there. */
async function replyTo(queue: string): Promise<unknown> {
  const connection = await amqp.connect(url ?? "", { noDelay: true });
  const channel = await connection.createChannel();
  channel.on("error", () => undefined);
  try {
    await channel.checkQueue(queue);
    return 0;
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  } finally {
    await connection.close();
  }
}
