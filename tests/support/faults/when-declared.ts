import { setTimeout as delay } from "node:timers/promises";
import { specOf } from "#broker/testing/by-release.ts";
import { startedRelease } from "../conformance-broker.ts";

/** RabbitMQ with Mnesia has its declarations on disk by then, and says nothing of when. */
const MNESIA_MS = 2_500;

/** What was declared before this is there after kill -9. A broker that keeps its word (ST20) needs no time for it. */
export async function whenDeclared(): Promise<void> {
  const keepsItsWord = !process.env["AMQP_URL"] || specOf(startedRelease()).holds("ST20:");
  if (!keepsItsWord) await delay(MNESIA_MS);
}
