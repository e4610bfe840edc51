/** Why nobody will do a task. */
export type LossReason =
  | "auto-acked-worker-gone"
  /** Its worker could not do it, and there is nobody to give it back to. */
  | "auto-acked-work-failed"
  /** It came back without it, and had not promised to keep it. */
  | "broker-lost-it"
  /** Published without confirms as the connection went: whether it arrived, and was written, nobody waited to hear. */
  | "unconfirmed"
  | "rejected"
  /** It came back from the dead letters often enough, and failed again. */
  | "gave-up"
  /** No client is told of it: who gave it back knows that it was once more than its queue allows. */
  | "delivery-limit";

/** Why a queue gave a task up that it put among its dead letters; `x-death` says the same. */
export type DeathReason = Extract<LossReason, "rejected" | "delivery-limit">;

/**
 * What took a task away that none of our clients took: `taken` by somebody who got or consumed it, `dropped` by the queue's
 * length; `unknown` where only the count shows it.
 */
export const MISSING_BY = [
  ...(["queue-deleted", "purged", "taken", "expired", "dropped"] as const),
  ...(["dead-lettered", "unknown"] as const),
];

export type MissingBy = (typeof MISSING_BY)[number];
