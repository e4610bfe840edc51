import type { Publication } from "./publication.ts";

/** A message in one queue; a publication routed to three queues is three of these. */
export interface Message<Content> {
  /** Ascending over all queues of a virtual host, never used again, the same after a restart. */
  readonly id: number;
  readonly publication: Publication<Content>;
  /** Place in its queue's order; a requeue puts it back there, or gives it a new one. */
  position: number;
  /** How often it came back and counts as having failed; undefined where that is not counted. */
  deliveryCount: number | undefined;
  /** How often it came back, for whatever reason. */
  acquiredCount: number;
  /** How often it failed, here and in the queues it died in: what its dead letter knows of it. */
  failures: number;
  /** It has been given to somebody before, and came back. */
  redelivered: boolean;
  /** On the virtual host's clock; undefined = never. */
  readonly expiresAtMs: number | undefined;
  /** The queue keeps it on disk. */
  readonly stored: boolean;
}

/** How often it came back, and failed, as told with it; undefined where that is not counted (QQ4, QM49). */
export function returnsOf<Content>({
  deliveryCount,
  acquiredCount,
  publication: { failures = 0 },
}: Message<Content>): { acquiredCount: number; deliveryCount: number } | undefined {
  if (deliveryCount === undefined) return undefined;
  const failed = deliveryCount || failures;
  return { acquiredCount: acquiredCount || failed, deliveryCount: failed };
}
