import type { Brand } from "../kernel/brand.ts";

/** A line of RabbitMQ releases that behave alike: "3.10". */
export type BrokerRelease = Brand<string, "BrokerRelease">;

/** What the embedded broker was held against before it said so: it told its own version then. */
const EMBEDDED_OF_OLD = "3.10" as BrokerRelease;

/** Which release's rules a broker keeps; `null` where it is none of RabbitMQ's, or does not say. */
export function releaseOf({
  kind,
  product,
  version,
}: {
  readonly kind: string;
  readonly product: string;
  readonly version: string;
}): BrokerRelease | null {
  if (kind === "embedded" && product !== "RabbitMQ") return EMBEDDED_OF_OLD;
  const line = kind === "other" ? undefined : /^\d+\.\d+/.exec(version)?.[0];
  return line === undefined ? null : (line as BrokerRelease);
}
