import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import { keepsDead } from "#shared/scenario/dead-letters.ts";
import { declaredLimitOf, type QueueSettings } from "#shared/scenario/strategy.ts";

/** How often a queue takes a message back before it drops it, and what becomes of what it drops. */
export interface DeliveryLimit {
  /** undefined = as often as it comes. */
  readonly deliveryLimit: number | undefined;
  /** Else a nack counts for nothing: only a reject, and its consumer's end (QQ18). */
  readonly nackCounts: boolean;
  /** It is among the queue's dead letters then, not gone. */
  readonly keepsDead: boolean;
}

/** @param broker what its quorum queues do that say nothing of it (QQ7); null: nobody knows, and nothing is claimed. */
export function deliveryLimitOf(
  settings: QueueSettings,
  broker: Omit<DeliveryLimit, "keepsDead"> | null,
): DeliveryLimit {
  const kept = { keepsDead: keepsDead(settings) };
  if (broker === null || settings.queueType === "classic") return { ...NO_LIMIT, ...kept };
  const { deliveryLimit, nackCounts } = broker;
  return { deliveryLimit: declaredLimitOf(settings) ?? deliveryLimit, nackCounts, ...kept };
}

export const NO_LIMIT: DeliveryLimit = {
  deliveryLimit: undefined,
  nackCounts: false,
  keepsDead: false,
};

/** What is its end: nothing; only what counts as a failure; or any way to give it back. */
export type DropsWhen = "never" | "failed" | "given-back";

export function dropsWhen(
  { deliveryCount = 0 }: ReturnCounts,
  { deliveryLimit, nackCounts }: Omit<DeliveryLimit, "keepsDead">,
): DropsWhen {
  if (deliveryLimit === undefined || deliveryCount < deliveryLimit) return "never";
  return nackCounts ? "given-back" : "failed";
}
