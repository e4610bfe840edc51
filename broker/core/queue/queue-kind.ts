import type { Message } from "#broker/core/message.ts";
import type { FailureMemory } from "./failures.ts";
import type { Waiting } from "./ready/ready-queue.ts";

/** What a declaration says of the queue itself. */
export interface DeclaredFlags {
  readonly durable: boolean;
  readonly exclusive: boolean;
  readonly autoDelete: boolean;
}

/** What the kinds of queues do each in its own way, and nothing else decides by kind; docs/spec/queues.md, QQ. */
export interface QueueKind {
  /** How RabbitMQ's texts call it. */
  readonly module: string;
  /** Of queue.declare: those it knows. What only others know is refused, what nobody knows is not. */
  readonly queueArguments: readonly string[];
  /** Of basic.consume, known to RabbitMQ and not to queues of this kind. */
  readonly foreignConsumeArguments: readonly string[];
  readonly takesGeneratedNames: boolean;
  /** Dead-letters what it refuses, if x-overflow says so; where it doesn't, that is drop-head. */
  readonly deadLettersRefused: boolean;
  /** Transient messages are kept on disk too (QQ3). */
  readonly keepsTransient: boolean;
  /** Each message is made safe at once, whether or not somebody waits for that. */
  readonly writesAtOnce: boolean;
  /** How often a message came back is counted, and told with it (QQ4). */
  readonly countsDeliveries: boolean;
  /** How often a message may fail before it is dropped or dead-lettered (QQ7); undefined = as often as it likes. */
  readonly deliveryLimitOf: (asked: number | undefined) => number | undefined;
  /** A message given back by nack or recover has failed, as one that was rejected has (QQ15). */
  readonly nackCounts: boolean;
  /** What is remembered of how often a message fails here, or failed before it came (QM49). */
  readonly failureMemory: FailureMemory;
  /** A message given back once too often is credited to its consumer as given back, and as dropped (QQ27). */
  readonly creditsDroppedTwice: boolean;
  /** A message given back goes behind those that wait, not to its old place (QQ5). */
  readonly requeuesToTail: (settings: { readonly deliveryLimit: number | undefined }) => boolean;
  /** What is ready, in the order it leaves. */
  readonly newReady: <Content>(settings: {
    readonly maxPriority: number | undefined;
  }) => Waiting<Message<Content>>;
  /** When a channel is told of the deletion it asked for: before the consumers of others, or after them (QQ28). */
  readonly tellsAskerOfDeletion: "first" | "last";
  /** What is too much is dropped when all that could be has been dealt, not before (QQ8). */
  readonly dealsBeforeDropping: boolean;
  /** The message that is too many is taken, and those after it refused (QQ8). */
  readonly refusesAfterwards: boolean;
  /** A consumer that has used up its credit is out of turn at once, not when its turn comes (QQ9). */
  readonly blocksAtOnce: boolean;
  /** Whoever holds messages counts as a consumer, whoever waits to be the active one does not (QQ10). */
  readonly countsCheckedOut: boolean;
  /** An exclusive consumer wants to be, and stays, the only one (QQ12). */
  readonly knowsExclusiveConsumers: boolean;
  /** The next single active consumer is one of the highest priority (QQ13). */
  readonly prefersActiveByPriority: boolean;
  /** A newcomer of higher priority takes the active one's place as soon as that holds nothing (QQ13). */
  readonly activeMayBeReplaced: boolean;
  /** A channel that closes gives back consumer by consumer in the order they came, not by their tags (QQ6). */
  readonly abandonsByArrival: boolean;
  /** The channel's limit, qos with global=true, counts for it (QQ11). */
  readonly heedsChannelLimit: boolean;
  /** Whom a delivery ends that is not acknowledged in time (CS19, QQ23); undefined = nobody. */
  readonly lateAckEnds: "channel" | "consumer" | undefined;
  /** Of consumers that asked for none; 0 = unlimited. */
  readonly defaultPrefetch: number;
  /** @throws 406 */
  readonly refuseFlags: (flags: DeclaredFlags, resource: string) => void;
  /** @throws 540 */
  readonly refuseConditions: (
    only: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
    resource: string,
  ) => void;
  /** @throws 540 */
  readonly refuseConsumer: (limit: { readonly isSet: boolean }, resource: string) => void;
  /** @throws 405 */
  readonly refuseGet: (
    settings: { readonly singleActiveConsumer: boolean },
    resource: string,
  ) => void;
}

/** Of queue.declare: what queues of every kind know. */
export const COMMON_QUEUE_ARGUMENTS: readonly string[] = [
  "x-expires",
  "x-message-ttl",
  "x-dead-letter-exchange",
  "x-dead-letter-routing-key",
  "x-max-length",
  "x-max-length-bytes",
  "x-overflow",
  "x-single-active-consumer",
  "x-queue-type",
];
