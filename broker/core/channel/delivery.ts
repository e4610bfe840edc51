import type { Batch } from "#broker/core/queue/batch.ts";
import type { Consumer } from "#broker/core/queue/consumer.ts";
import type { Message } from "#broker/core/message.ts";
import type { Queue } from "#broker/core/queue/queue.ts";

/** A message this channel holds unacked. */
export interface Delivery<Content> {
  readonly queue: Queue<Content>;
  /** Undefined for basic.get. */
  readonly consumer: Consumer<Content> | undefined;
  readonly message: Message<Content>;
  readonly deliveryTag: number;
  /** Infinity = it need not be acknowledged. */
  readonly dueAtMs: number;
}

/** What came by basic.get is not limited, and counts for nothing. */
export function consumedAmong<Content>(taken: readonly Delivery<Content>[]): number {
  let count = 0;
  for (const { consumer } of taken) if (consumer !== undefined) count += 1;
  return count;
}

interface BatchOfQueue<Content> extends Batch<Content> {
  readonly queue: Queue<Content>;
  readonly messages: Message<Content>[];
}

interface Heirs<Content> {
  /** Who has the tag of whoever held it. */
  readonly heirOf: (delivery: Delivery<Content>) => Consumer<Content> | undefined;
}

/** In the order RabbitMQ tells the queues: by queue and consumer tag, basic.get first. */
export function byConsumer<Content>(
  taken: readonly Delivery<Content>[],
  heirs: Heirs<Content>,
): readonly BatchOfQueue<Content>[] {
  const [only] = taken;
  if (only !== undefined && taken.length === 1) return [batchOf(only, heirs.heirOf(only))];
  const batches = new Map<Queue<Content> | Consumer<Content>, BatchOfQueue<Content>>();
  for (const delivery of taken) {
    const key = delivery.consumer ?? delivery.queue;
    const batch = batches.get(key);
    if (batch === undefined) batches.set(key, batchOf(delivery, heirs.heirOf(delivery)));
    else batch.messages.push(delivery.message);
  }
  return [...batches.values()].sort(
    (one, other) =>
      compare(one.queue.name, other.queue.name) ||
      compare(one.holder?.tag ?? "", other.holder?.tag ?? ""),
  );
}

function batchOf<Content>(
  { queue, consumer: holder, message }: Delivery<Content>,
  heir: Consumer<Content> | undefined,
): BatchOfQueue<Content> {
  return { queue, holder, heir, messages: [message] };
}

const NO_HEIRS = { heirOf: () => undefined };

/** Nobody is credited any more. */
export function byQueue<Content>(
  taken: readonly Delivery<Content>[],
): ReadonlyMap<Queue<Content>, readonly Batch<Content>[]> {
  const batches = new Map<Queue<Content>, Batch<Content>[]>();
  for (const batch of byConsumer(taken, NO_HEIRS)) {
    const others = batches.get(batch.queue);
    if (others === undefined) batches.set(batch.queue, [batch]);
    else others.push(batch);
  }
  return batches;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
