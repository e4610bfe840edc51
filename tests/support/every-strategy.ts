import type { Prefetch, Strategy } from "#shared/scenario/strategy.ts";

/** Every combination of settings, with these values of prefetch. */
export function everyStrategy(prefetches: readonly Prefetch[]): readonly Strategy[] {
  return prefetches.flatMap((prefetch) =>
    (["manual", "auto"] as const).flatMap((ack) =>
      [true, false].flatMap((durable) =>
        [true, false].flatMap((persistent) =>
          [true, false].flatMap((confirms) =>
            QUEUES.map((queue) => ({ prefetch, ack, durable, persistent, confirms, ...queue })),
          ),
        ),
      ),
    ),
  );
}

const QUEUES = [
  { queueType: "classic", deliveryLimit: "default", deadLetters: "off" },
  { queueType: "quorum", deliveryLimit: "default", deadLetters: "off" },
  { queueType: "quorum", deliveryLimit: 2, deadLetters: "kept" },
  { queueType: "classic", deliveryLimit: "default", deadLetters: "retry" },
] as const;
