import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { openWire } from "#broker/testing/wire-client.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { inTime } from "#tests/support/in-time.ts";
import { openChannel } from "./connect.ts";

const { url } = await conformanceBroker();

/** Its patience is 1 s, and heartbeats come twice in it: a broker that stood still for less is no reason to hang up. */
const STILL_MS = 400;

it(
  "CN9: a client that hangs up after one interval of silence has no reason to",
  () =>
    inTime(async (within) => {
      const impatient = new URL(url);
      impatient.searchParams.set("heartbeat", "1");
      const witness = await openWire(url);
      const connected = within(STILL_MS);
      const channel = await openChannel(impatient.href);
      connected();
      for (const enoughMs = performance.now() + 3_000; performance.now() < enoughMs;) {
        const answered = within(STILL_MS);
        await delay(STILL_MS / 4);
        await witness.call("basic.qos", { prefetchCount: 1 });
        answered();
      }
      await expect(channel.queueDeclare("", { exclusive: true })).resolves.toBeDefined();
    }),
  120_000,
);
