import type { Options } from "amqplib";
import { deadLetterArguments, deadQueueArguments } from "#shared/scenario/dead-letters.ts";
import { declaredLimitOf, type QueueSettings } from "#shared/scenario/queue-settings.ts";

/** An unused queue is deleted by the broker after this long, should we never come back to do it. */
const QUEUE_EXPIRES_MS = 600_000;

export function queueOptions(queue: string, settings: QueueSettings): Options.AssertQueue {
  const { durable, queueType } = settings;
  const limit = declaredLimitOf(settings);
  return {
    durable,
    arguments: {
      "x-queue-type": queueType,
      "x-expires": QUEUE_EXPIRES_MS,
      ...(limit !== undefined && { "x-delivery-limit": limit }),
      ...deadLetterArguments(queue, settings),
    },
  };
}

/** Of where its dead letters are kept. */
export function deadQueueOptions(queue: string, settings: QueueSettings): Options.AssertQueue {
  const args = { "x-queue-type": "classic", "x-expires": QUEUE_EXPIRES_MS };
  return { durable: true, arguments: { ...args, ...deadQueueArguments(queue, settings) } };
}
