import type { Message } from "#broker/core/message.ts";
import type { Release } from "#broker/core/release.ts";
import { PriorityReadyQueue } from "./ready/priority-ready-queue.ts";
import { COMMON_QUEUE_ARGUMENTS, type QueueKind } from "./queue-kind.ts";
import { ReadyQueue } from "./ready/ready-queue.ts";

export const classicQueue = ({ lateAckEnds, failuresOfLetters }: Release): QueueKind => ({
  module: "rabbit_classic_queue",
  queueArguments: [
    ...COMMON_QUEUE_ARGUMENTS,
    "x-max-priority",
    "x-queue-mode",
    "x-queue-version",
    "x-queue-master-locator",
  ],
  foreignConsumeArguments:
    lateAckEnds === "consumer" ? ["x-stream-offset", "x-consumer-timeout"] : ["x-stream-offset"],
  takesGeneratedNames: true,
  deadLettersRefused: true,
  keepsTransient: false,
  writesAtOnce: false,
  countsDeliveries: false,
  deliveryLimitOf: () => undefined,
  nackCounts: false,
  failureMemory: failuresOfLetters === "counted" ? "counted" : "forgotten",
  creditsDroppedTwice: false,
  requeuesToTail: () => false,
  newReady: <Content>({ maxPriority = 0 }: { readonly maxPriority: number | undefined }) =>
    maxPriority === 0
      ? new ReadyQueue<Message<Content>>()
      : new PriorityReadyQueue<Message<Content>>(({ publication }) =>
          Math.min(publication.priority ?? 0, maxPriority),
        ),
  tellsAskerOfDeletion: "first",
  dealsBeforeDropping: false,
  refusesAfterwards: false,
  blocksAtOnce: false,
  countsCheckedOut: false,
  knowsExclusiveConsumers: true,
  prefersActiveByPriority: true,
  activeMayBeReplaced: false,
  abandonsByArrival: false,
  heedsChannelLimit: true,
  lateAckEnds: lateAckEnds === "consumer" ? undefined : lateAckEnds,
  defaultPrefetch: 0,
  refuseFlags: () => undefined,
  refuseConditions: () => undefined,
  refuseConsumer: () => undefined,
  refuseGet: () => undefined,
});
