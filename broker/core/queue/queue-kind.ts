import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";

export type QueueType = "classic" | "quorum";

/** What a declaration says of the queue itself. */
interface Properties {
  readonly durable: boolean;
  readonly exclusive: boolean;
  readonly autoDelete: boolean;
}

/** What the types of queues do each in its own way; docs/spec/queues.md, QQ. */
export interface QueueKind {
  /** How RabbitMQ's texts call it. */
  readonly module: string;
  readonly takesGeneratedNames: boolean;
  /** Of basic.consume, known to RabbitMQ and not to queues of this kind. */
  readonly foreignConsumeArguments: readonly string[];
  /** Transient messages are kept on disk too (QQ3). */
  readonly keepsTransient: boolean;
  /** How often a message came back is counted, and told with it (QQ4). */
  readonly countsDeliveries: boolean;
  /** A message given back goes behind those that wait, not to its old place (QQ5). */
  readonly requeuesToTail: boolean;
  /** What is too much is dropped when all that could be has been dealt, not before (QQ8). */
  readonly dealsBeforeDropping: boolean;
  /** The message that is too many is taken, and those after it refused (QQ8). */
  readonly refusesAfterwards: boolean;
  /** A consumer that has used up its credit is out of turn at once, not when its turn comes (QQ9). */
  readonly blocksAtOnce: boolean;
  /** Whoever holds messages counts as a consumer, whoever waits to be the active one does not (QQ10). */
  readonly countsHolders: boolean;
  /** An exclusive consumer wants to be, and stays, the only one (QQ12). */
  readonly knowsExclusiveConsumers: boolean;
  /** The next single active consumer is one of the highest priority (QQ13). */
  readonly prefersActiveByPriority: boolean;
  /** The channel's limit, qos with global=true, counts for it (QQ11). */
  readonly heedsChannelLimit: boolean;
  /** Of consumers that asked for none; 0 = unlimited. */
  readonly defaultPrefetch: number;
  readonly refuseProperties: (properties: Properties, resource: string) => void;
  readonly refuseConditions: (
    only: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
    resource: string,
  ) => void;
  readonly refuseConsumer: (limit: { readonly isSet: boolean }, resource: string) => void;
  readonly refuseGet: (
    settings: { readonly singleActiveConsumer: boolean },
    resource: string,
  ) => void;
}

const classic: QueueKind = {
  module: "rabbit_classic_queue",
  takesGeneratedNames: true,
  foreignConsumeArguments: ["x-stream-offset"],
  keepsTransient: false,
  countsDeliveries: false,
  requeuesToTail: false,
  dealsBeforeDropping: false,
  refusesAfterwards: false,
  blocksAtOnce: false,
  countsHolders: false,
  knowsExclusiveConsumers: true,
  prefersActiveByPriority: true,
  heedsChannelLimit: true,
  defaultPrefetch: 0,
  refuseProperties: () => undefined,
  refuseConditions: () => undefined,
  refuseConsumer: () => undefined,
  refuseGet: () => undefined,
};

/** A quorum of one: what its clients see of it, without the log that makes it one. */
const quorum: QueueKind = {
  module: "rabbit_quorum_queue",
  takesGeneratedNames: false,
  foreignConsumeArguments: ["x-cancel-on-ha-failover", "x-stream-offset"],
  keepsTransient: true,
  countsDeliveries: true,
  requeuesToTail: true,
  dealsBeforeDropping: true,
  refusesAfterwards: true,
  blocksAtOnce: true,
  countsHolders: true,
  knowsExclusiveConsumers: false,
  prefersActiveByPriority: false,
  heedsChannelLimit: false,
  defaultPrefetch: 2000,
  refuseProperties: ({ durable, exclusive, autoDelete }, resource) => {
    const fault = autoDelete
      ? "auto-delete"
      : exclusive
        ? "exclusive-owner"
        : durable
          ? undefined
          : "non-durable";
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
        "basic.get operations are not supported by quorum queues with single active consumer",
    );
  },
};

export const QUEUE_KINDS: Readonly<Record<QueueType, QueueKind>> = { classic, quorum };
