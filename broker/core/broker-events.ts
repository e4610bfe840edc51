import type { Message } from "./message.ts";

/** Why a message left its queue for good. */
export type Departure = "acked" | "dropped" | "expired" | "purged" | "deleted" | "dead-lettered";

/** Told of what happens to messages, as it happens; must not call back into the broker. */
export interface BrokerEvents<Content> {
  readonly enqueued: (queue: string, message: Message<Content>) => void;
  readonly requeued: (queue: string, message: Message<Content>) => void;
  readonly left: (queue: string, message: Message<Content>, why: Departure) => void;
}
