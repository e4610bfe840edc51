import type { WireClient } from "#broker/testing/wire-client.ts";

/** The broker's connection.close, answered; on one line, into several of which RabbitMQ breaks some of its texts. */
export async function connectionClose(wire: WireClient): Promise<string | undefined> {
  const lines = await wire.until("connection.close");
  wire.send("connection.close-ok", {}, 0);
  return lines.at(-1)?.replaceAll(/,\n\s*/g, ",");
}
