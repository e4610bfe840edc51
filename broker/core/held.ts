import type { Consumer } from "./consumer.ts";
import type { Message } from "./message.ts";
import type { Queue } from "./queue.ts";

/** A message this channel holds unacked. */
export interface Held<Content> {
  readonly queue: Queue<Content>;
  /** Undefined for basic.get. */
  readonly consumer: Consumer<Content> | undefined;
  readonly message: Message<Content>;
  readonly deliveryTag: number;
}

/** What came by basic.get is not limited, and counts for nothing. */
export function consumedAmong<Content>(taken: readonly Held<Content>[]): number {
  let count = 0;
  for (const { consumer } of taken) if (consumer !== undefined) count += 1;
  return count;
}

interface Batch<Content> {
  readonly queue: Queue<Content>;
  readonly consumer: Consumer<Content> | undefined;
  readonly messages: Message<Content>[];
}

/** In the order RabbitMQ tells the queues: by queue and consumer tag, basic.get first. */
export function byConsumer<Content>(taken: readonly Held<Content>[]): readonly Batch<Content>[] {
  const [only] = taken;
  if (only !== undefined && taken.length === 1) {
    const { queue, consumer, message } = only;
    return [{ queue, consumer, messages: [message] }];
  }
  const batches = new Map<Queue<Content> | Consumer<Content>, Batch<Content>>();
  for (const { queue, consumer, message } of taken) {
    const batch = batches.get(consumer ?? queue) ?? { queue, consumer, messages: [] };
    batches.set(consumer ?? queue, batch);
    batch.messages.push(message);
  }
  return [...batches.values()].sort(
    (one, other) =>
      compare(one.queue.name, other.queue.name) ||
      compare(one.consumer?.tag ?? "", other.consumer?.tag ?? ""),
  );
}

export function byQueue<Content>(
  taken: readonly Held<Content>[],
): ReadonlyMap<Queue<Content>, Message<Content>[]> {
  const messages = new Map<Queue<Content>, Message<Content>[]>();
  for (const { queue, message } of taken) {
    const batch = messages.get(queue);
    if (batch === undefined) messages.set(queue, [message]);
    else batch.push(message);
  }
  return messages;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
