import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import { keepsDead, retries, TRIES } from "#shared/scenario/dead-letters.ts";
import { declaredLimitOf, type QueueSettings } from "#shared/scenario/queue-settings.ts";

/** How often a queue takes a message back before it drops it, and what becomes of what it drops. */
export interface DeliveryLimit {
  /** undefined = as often as it comes. */
  readonly deliveryLimit: number | undefined;
  /** Else a nack counts for nothing: only a reject, and its consumer's end (QQ18). */
  readonly nackCounts: boolean;
  /** It is among the queue's dead letters then, not gone. */
  readonly keepsDead: boolean;
  /** How often a worker tries what comes back from there. */
  readonly tries: number;
}

/** Of a broker's queues, which say nothing of it. */
type ByItself = Pick<DeliveryLimit, "deliveryLimit" | "nackCounts">;

/** @param broker what its quorum queues do that say nothing of it (QQ7); null: nobody knows, and nothing is claimed. */
export function deliveryLimitOf(settings: QueueSettings, broker: ByItself | null): DeliveryLimit {
  const kept = { keepsDead: keepsDead(settings), tries: retries(settings) ? TRIES : Infinity };
  if (broker === null || settings.queueType === "classic") return { ...NO_LIMIT, ...kept };
  const { deliveryLimit, nackCounts } = broker;
  return { deliveryLimit: declaredLimitOf(settings) ?? deliveryLimit, nackCounts, ...kept };
}

export const NO_LIMIT: DeliveryLimit = {
  deliveryLimit: undefined,
  nackCounts: false,
  keepsDead: false,
  tries: Infinity,
};

/** What is its end: nothing; only what counts as a failure; or any way to give it back. */
export type DropsWhen = "never" | "failed" | "given-back";

/** What becomes of a delivery that is given up, by what its headers say of those before. */
export interface Ends {
  /** How it would be given back once too often: then its queue drops it. */
  readonly dropsWhen: DropsWhen;
  /** What is rejected for good is among its queue's dead letters then. */
  readonly keepsDead: boolean;
  /** So is what its queue drops; but that never comes back, as nobody rejected it: where it would, it is gone (QM47). */
  readonly keepsDropped: boolean;
  /** To fail once more is to give up: it has come back from there often enough. */
  readonly isLastTry: boolean;
}

export function endsOf(returns: ReturnCounts, limit: DeliveryLimit): Ends {
  const { keepsDead, tries } = limit;
  const { deathCount = 0 } = returns;
  return {
    dropsWhen: dropsWhen(returns, limit),
    keepsDead,
    keepsDropped: keepsDead && tries === Infinity,
    isLastTry: deathCount + 1 >= tries,
  };
}

export function dropsWhen(
  { deliveryCount = 0 }: ReturnCounts,
  { deliveryLimit, nackCounts }: ByItself,
): DropsWhen {
  if (deliveryLimit === undefined || deliveryCount < deliveryLimit) return "never";
  return nackCounts ? "given-back" : "failed";
}
