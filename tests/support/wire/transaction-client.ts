import { expect } from "vitest";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

/** Channel 1 is transactional; k is an exclusive queue. Channel 2 is an ordinary one. */
export async function inTransaction(
  url: string,
): Promise<{ readonly wire: WireClient; readonly k: string }> {
  const wire = await openWire(url);
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, exclusive: true });
  await wire.call("channel.open", {}, 2);
  expect(await wire.call("tx.select")).toEqual(["tx.select-ok"]);
  return { wire, k };
}

/** The last two numbers of a passive declare on channel 2: messages and consumers. */
export async function ready(wire: WireClient, k: string): Promise<string> {
  const [line] = await wire.call("queue.declare", { queue: k, passive: true }, 2);
  return line!.split(" ").slice(-2).join(" ");
}

/** Commits; what the commit makes possible comes before or after the answer, as it happens. */
export async function committed(wire: WireClient, delivery: string): Promise<readonly string[]> {
  const lines = await wire.call("tx.commit");
  return lines.includes(delivery) ? lines : [...(await wire.until(delivery)), ...lines];
}
