import { startBroker } from "#broker";
import manifest from "../package.json" with { type: "json" };
import type { EmbeddedBroker } from "./broker-source.ts";

/** Starts the broker of our own that speaks AMQP on loopback; the only place that knows it. */
export function startEmbedded(options: {
  readonly port: number;
  readonly onDefect: (error: unknown) => void;
}): Promise<EmbeddedBroker> {
  return startBroker({ ...options, version: manifest.version });
}
