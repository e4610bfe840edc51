import type { Consumer } from "./consumer.ts";
import type { Message } from "#broker/core/message.ts";

/** Messages of one holder in one queue, settled together. */
export interface Batch<Content> {
  /** Undefined for basic.get. */
  readonly holder: Consumer<Content> | undefined;
  /** Who has the holder's tag now, most often itself: it is credited. */
  readonly heir: Consumer<Content> | undefined;
  readonly messages: readonly Message<Content>[];
}

/** In the order their holders came; what basic.get gave comes first. */
export function byArrival<Content>(
  { holder: one }: Batch<Content>,
  { holder: other }: Batch<Content>,
): number {
  return (one?.arrival ?? -1) - (other?.arrival ?? -1);
}
