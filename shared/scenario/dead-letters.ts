import type { QueueSettings } from "./strategy.ts";

/** Where a queue's dead letters are kept: a durable classic queue, whatever it is itself. */
export function deadQueueOf(queue: string): string {
  return `${queue}.dead`;
}

export function keepsDead({ deadLetters }: Pick<QueueSettings, "deadLetters">): boolean {
  return deadLetters !== "off";
}

/** What a queue so set is declared with, that its dead letters come to where they are kept (QM40). */
export function deadLetterArguments(
  queue: string,
  settings: QueueSettings,
): Readonly<Record<string, string>> {
  if (!keepsDead(settings)) return {};
  return { "x-dead-letter-exchange": "", "x-dead-letter-routing-key": deadQueueOf(queue) };
}
