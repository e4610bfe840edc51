import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";
import type { Release } from "#broker/core/release.ts";
import { COMMON_QUEUE_ARGUMENTS, type DeclaredFlags, type QueueKind } from "./queue-kind.ts";
import { QuorumOrder } from "./ready/quorum-order.ts";

/** A quorum of one: what its clients see of it, without the log that makes it one. */
export const quorumQueue = ({
  quorum,
  lateAckEnds,
  failuresOfLetters,
  laterQueueArguments,
  knowsFailover,
}: Release): QueueKind => ({
  module: "rabbit_quorum_queue",
  queueArguments: [
    ...COMMON_QUEUE_ARGUMENTS,
    "x-dead-letter-strategy",
    "x-max-in-memory-length",
    "x-max-in-memory-bytes",
    "x-quorum-initial-group-size",
    "x-delivery-limit",
    "x-queue-leader-locator",
    "x-consumer-timeout",
  ].filter((name) => !laterQueueArguments.includes(name)),
  foreignConsumeArguments: knowsFailover
    ? ["x-cancel-on-ha-failover", "x-stream-offset"]
    : ["x-stream-offset"],
  takesGeneratedNames: false,
  deadLettersRefused: false,
  keepsTransient: true,
  writesAtOnce: true,
  countsDeliveries: true,
  deliveryLimitOf: (asked = quorum.deliveryLimit) =>
    asked === undefined || asked < 0 ? undefined : asked,
  nackCounts: quorum.nackCounts,
  failureMemory: failuresOfLetters,
  creditsDroppedTwice: quorum.creditsDroppedTwice,
  requeuesToTail: ({ deliveryLimit }) => quorum.requeuesToTail && deliveryLimit === undefined,
  newReady: <Content>() => new QuorumOrder<Content>(quorum.priorities),
  tellsAskerOfDeletion: quorum.tellsAskerOfDeletion,
  dealsBeforeDropping: true,
  refusesAfterwards: true,
  blocksAtOnce: true,
  countsCheckedOut: true,
  knowsExclusiveConsumers: false,
  prefersActiveByPriority: quorum.activeByPriority,
  activeMayBeReplaced: quorum.activeByPriority,
  abandonsByArrival: quorum.abandonsByArrival,
  heedsChannelLimit: false,
  lateAckEnds,
  defaultPrefetch: 2000,
  refuseFlags: (flags, resource) => {
    const fault = faultOf(flags);
    if (fault === undefined) return;
    throw new ChannelError(406, `invalid property '${fault}' for ${resource}`);
  },
  refuseConditions: ({ ifUnused, ifEmpty }, resource) => {
    if (!ifUnused && !ifEmpty) return;
    throw new ConnectionError(
      540,
      `cannot delete ${resource}. queue.delete operations with ${ifUnused ? "if-unused" : "if-empty"} flag set ` +
        "are not supported by quorum queues",
    );
  },
  refuseConsumer: ({ isSet }, resource) => {
    if (isSet) throw new ConnectionError(540, `${resource} does not support global qos`);
  },
  refuseGet: ({ singleActiveConsumer }, resource) => {
    if (!singleActiveConsumer) return;
    throw new ChannelError(
      405,
      `cannot obtain access to locked ${resource}. ` +
        `basic.get operations are not supported by ${quorum.nameInRefusals} queues with single active consumer`,
    );
  },
});

/** The first that RabbitMQ minds. */
function faultOf({ durable, exclusive, autoDelete }: DeclaredFlags): string | undefined {
  if (autoDelete) return "auto-delete";
  if (exclusive) return "exclusive-owner";
  return durable ? undefined : "non-durable";
}
