import type { QueueSettings } from "./queue-settings.ts";

type Settings = Pick<QueueSettings, "deadLetters">;

/** How long a dead letter waits before it comes back, by the broker's clock, which knows no lab time. */
export const RETRY_DELAY_MS = 5000;
/** A worker that has failed so often gives up. */
export const TRIES = 3;

export function keepsDead({ deadLetters }: Settings): boolean {
  return deadLetters !== "off";
}

/** Its dead letters come back to it. */
export function retries(settings: Settings | null): boolean {
  return settings?.deadLetters === "retry";
}

/** Where a queue's dead letters are kept: a durable classic queue, whatever it is itself. */
export function deadQueueOf(queue: string, settings: Settings): string {
  return `${queue}${retries(settings) ? ".wait" : ".dead"}`;
}

/** What a queue so set is declared with, that its dead letters come to where they are kept (QM40). */
export function deadLetterArguments(
  queue: string,
  settings: QueueSettings,
): Readonly<Record<string, string>> {
  return keepsDead(settings) ? leadingTo(deadQueueOf(queue, settings)) : {};
}

/** The same of the queue they are kept in. */
export function deadQueueArguments(
  queue: string,
  settings: QueueSettings,
): Readonly<Record<string, string | number>> {
  return retries(settings) ? { "x-message-ttl": RETRY_DELAY_MS, ...leadingTo(queue) } : {};
}

/** By the default exchange. */
function leadingTo(queue: string) {
  return { "x-dead-letter-exchange": "", "x-dead-letter-routing-key": queue };
}
