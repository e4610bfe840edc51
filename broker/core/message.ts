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
  /** It has been given to somebody before, and came back. */
  redelivered: boolean;
  /** On the virtual host's clock; undefined = never. */
  readonly expiresAtMs: number | undefined;
  /** The queue keeps it on disk. */
  readonly stored: boolean;
}
