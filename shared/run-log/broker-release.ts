import type { Brand } from "../kernel/brand.ts";

/** A line of RabbitMQ releases that behave alike: "3.10". */
export type BrokerRelease = Brand<string, "BrokerRelease">;

/** What the embedded broker is held against. */
const EMBEDDED = "3.10" as BrokerRelease;

/** Which release's rules a broker keeps; `null` where it is none of RabbitMQ's, or does not say. */
export function releaseOf({
  kind,
  version,
}: {
  readonly kind: string;
  readonly version: string;
}): BrokerRelease | null {
  if (kind === "embedded") return EMBEDDED;
  const line = kind === "rabbitmq" ? /^\d+\.\d+/.exec(version)?.[0] : undefined;
  return line === undefined ? null : (line as BrokerRelease);
}
