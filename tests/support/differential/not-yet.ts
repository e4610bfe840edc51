import type { Command, Script } from "./command.ts";

/** Methods, arguments and properties the embedded broker is still to learn: scripts go without. */
const MISSING: ReadonlySet<string> = new Set([
  "x-dead-letter-routing-key",
  "x-dead-letter-exchange",
  "x-max-priority",
  "x-overflow",
  "x-max-length-bytes",
  "x-max-length",
  "expiration",
  "x-message-ttl",
  "x-single-active-consumer",
  "x-queue-type",
  "x-delivery-limit",
]);

export function withoutMissing(script: Script): Script {
  return script
    .filter((command) => command.do !== "call" || !MISSING.has(command.method))
    .map((command) => strip(command) as Command);
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !MISSING.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, strip(inner)]));
}
