import { nearestRelease } from "#broker/core/release.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Unawaited } from "#shared/scenario/lint-plan.ts";

/**
 * When a broker writes what nobody waits for, as the broker's core knows it.
 *
 * @param release null where that is not known.
 */
export function unawaitedOn(release: BrokerRelease | null): Unawaited {
  const { name, unawaited } = nearestRelease(release);
  return { release: name, ...unawaited };
}
