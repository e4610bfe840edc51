import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openChannel } from "./connect.ts";

const { url } = await conformanceBroker();

it("CN9: a client that hangs up after one interval of silence has no reason to", async () => {
  const impatient = new URL(url);
  impatient.searchParams.set("heartbeat", "1");
  const channel = await openChannel(impatient.href);
  await delay(3_000);
  await expect(channel.queueDeclare("", { exclusive: true })).resolves.toBeDefined();
});
