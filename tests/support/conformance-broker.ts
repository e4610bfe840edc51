import { afterAll } from "vitest";
import { startBroker } from "#broker";

/**
 * The broker this run of the conformance tests is about: the one `AMQP_URL` names, else an embedded one
 * of this file's own. Call it once at the top of a file; it ends with the file.
 */
export async function conformanceBroker(): Promise<{ readonly url: string }> {
  const url = process.env["AMQP_URL"];
  if (url) return { url };
  const broker = await startBroker({ port: 0 });
  afterAll(() => broker.close());
  return { url: broker.url };
}
