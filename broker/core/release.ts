import type { FailureMemory } from "./queue/failures.ts";
import type { QuorumPriorities } from "./queue/ready/quorum-priorities.ts";

/** A line of RabbitMQ releases that behave alike. */
export type ReleaseName = "3.10" | "4.0" | "4.3";

/** What its quorum queues do. */
export interface QuorumRelease {
  /** What is given back goes behind what waits, unless its channel closes or there is a delivery limit (QQ5). */
  readonly requeuesToTail: boolean;
  /** Where x-delivery-limit says nothing; undefined = none (QQ7). */
  readonly deliveryLimit: number | undefined;
  /** nack and recover count towards that limit as reject does (QQ15). */
  readonly nackCounts: boolean;
  /** Whoever gives back what is dropped for it has room for one more than its prefetch, from then on (QQ27). */
  readonly creditsDroppedTwice: boolean;
  /** How often a message came back, for whatever reason, is told beside how often it failed (QQ4). */
  readonly tellsAcquired: boolean;
  /** basic.get tells how often also where that is not once (QQ4). */
  readonly tellsNone: boolean;
  readonly priorities: QuorumPriorities;
  /** When a channel is told of the deletion it asked for: before the consumers of others, or after them (QQ28). */
  readonly tellsAskerOfDeletion: "first" | "last";
  /** How a refused basic.get calls them. */
  readonly nameInRefusals: string;
  /** A channel that closes gives back consumer by consumer in the order they came, not by their tags (QQ6). */
  readonly abandonsByArrival: boolean;
  /** The next single active consumer is one of the highest priority, and such a newcomer takes over (QQ13). */
  readonly activeByPriority: boolean;
}

/**
 * What RabbitMQ's releases do each in their own way, as data: nothing else asks which release it is.
 * What kinds of queues do in their own way besides is theirs, see {@link QueueKind}.
 */
export interface Release {
  readonly name: ReleaseName;
  /** The one that was asked. */
  readonly version: string;
  /** What a client that opens with something else than AMQP 0-9-1 is told there is (CN1): AMQP and these octets. */
  readonly protocolOffered: readonly [number, number, number, number];
  /** A larger message is refused (CO6). */
  readonly mostMessageBytes: number;
  /** What nobody waits for is written when its queue was quiet for so long, or when so many are told (ST14). */
  readonly unawaited: { readonly quietMs: number; readonly entries: number };
  /** The default exchange finds its queue when a transaction is committed; else, as any, when it is published to. */
  readonly routesDefaultAtCommit: boolean;
  /** What a commit ends that has something for a queue which has gone; undefined = nothing, it is unroutable (TX19). */
  readonly commitToDeletedEnds: "channel" | "connection" | undefined;
  /** No frame-max below it is agreed to, and frames are held to it until one is (CN6). */
  readonly leastFrameMax: number;
  /** A body longer than announced ends the connection; else it is swallowed (CO5). */
  readonly refusesLongBody: boolean;
  /** What an exchange of an unknown type ends (EX1). */
  readonly unknownExchangeTypeEnds: "connection" | "channel";
  /** A delivery-mode is 1 or 2; else any will do, and is 1 unless it is 2 (BA22). */
  readonly knowsDeliveryModes: boolean;
  /** Headers come out sorted by name, each once (FR12). */
  readonly sortsHeaders: boolean;
  /** x-death is the broker's own, the latest first, and the last death is told as the first is (QM45, QM46). */
  readonly keepsDeaths: boolean;
  /** What becomes of how often a message has failed when it is dead-lettered (QM49). */
  readonly failuresOfLetters: FailureMemory;
  /** Headers exchanges tell whole numbers from fractions, and count times in headers in ms (RT4). */
  readonly matchesExactly: boolean;
  /** Who answers a cancellation that was not sent, and who wants a server-named queue of an unknown type, meets a
   * crash of the broker: 541 without a word (CH6, QU17). */
  readonly crashesOnCancelOk: boolean;
  readonly crashesOnUnknownQueueType: boolean;
  /** x-cancel-on-ha-failover means something to basic.consume (CS20), and a quorum queue refuses it (QQ22). */
  readonly knowsFailover: boolean;
  /** Classic queues look at x-queue-mode (QM4). */
  readonly knowsQueueMode: boolean;
  /** What x-queue-version may be (QM4). */
  readonly queueVersions: readonly number[];
  /** Of queue.declare: what means something only in later releases. */
  readonly laterQueueArguments: readonly string[];
  /** x-queue-master-locator is a deprecated feature, and not permitted (QM4). */
  readonly refusesMasterLocator: boolean;
  /** Texts print what is not ASCII octet by octet (BA5). */
  readonly printsOctets: boolean;
  /** Of a queue declared without x-queue-type it is said, and compared, that it is classic (QU2). */
  readonly saysQueueType: boolean;
  /** basic.qos with global=true is the limit of the channel; else it is taken for global=false (DQ13). */
  readonly sharesGlobalQos: boolean;
  /** Whom a delivery ends that is not acknowledged in time (CS19): its channel, or, in quorum queues alone, its consumer (QQ23). */
  readonly lateAckEnds: "channel" | "consumer";
  readonly quorum: QuorumRelease;
}

const rabbitmq310: Release = {
  name: "3.10",
  version: "3.10.8",
  protocolOffered: [0, 0, 9, 1],
  mostMessageBytes: 134_217_728,
  unawaited: { quietMs: 200, entries: 16_385 },
  routesDefaultAtCommit: true,
  commitToDeletedEnds: undefined,
  leastFrameMax: 4096,
  refusesLongBody: false,
  unknownExchangeTypeEnds: "connection",
  knowsDeliveryModes: true,
  sortsHeaders: false,
  keepsDeaths: false,
  failuresOfLetters: "forgotten",
  matchesExactly: false,
  crashesOnCancelOk: false,
  crashesOnUnknownQueueType: true,
  knowsFailover: true,
  knowsQueueMode: true,
  queueVersions: [1, 2],
  laterQueueArguments: ["x-consumer-timeout"],
  refusesMasterLocator: false,
  printsOctets: false,
  saysQueueType: false,
  sharesGlobalQos: true,
  lateAckEnds: "channel",
  quorum: {
    requeuesToTail: true,
    deliveryLimit: undefined,
    nackCounts: true,
    creditsDroppedTwice: true,
    tellsAcquired: false,
    tellsNone: true,
    priorities: "ignored",
    tellsAskerOfDeletion: "first",
    abandonsByArrival: false,
    nameInRefusals: "quorum",
    activeByPriority: false,
  },
};

const rabbitmq40: Release = {
  ...rabbitmq310,
  name: "4.0",
  version: "4.0.5",
  protocolOffered: [3, 1, 0, 0],
  mostMessageBytes: 16_777_216,
  unawaited: { quietMs: 1000, entries: 4096 },
  routesDefaultAtCommit: false,
  commitToDeletedEnds: "channel",
  unknownExchangeTypeEnds: "channel",
  knowsDeliveryModes: false,
  sortsHeaders: true,
  keepsDeaths: true,
  failuresOfLetters: "told",
  matchesExactly: true,
  knowsFailover: false,
  printsOctets: true,
  saysQueueType: true,
  quorum: {
    ...rabbitmq310.quorum,
    requeuesToTail: false,
    deliveryLimit: 20,
    creditsDroppedTwice: false,
    tellsNone: false,
    priorities: "two-classes",
    tellsAskerOfDeletion: "last",
    abandonsByArrival: true,
    activeByPriority: true,
  },
};

const rabbitmq43: Release = {
  ...rabbitmq40,
  name: "4.3",
  version: "4.3.6",
  commitToDeletedEnds: "connection",
  leastFrameMax: 8192,
  refusesLongBody: true,
  crashesOnCancelOk: true,
  crashesOnUnknownQueueType: false,
  failuresOfLetters: "counted",
  knowsQueueMode: false,
  queueVersions: [2],
  laterQueueArguments: [],
  refusesMasterLocator: true,
  sharesGlobalQos: false,
  lateAckEnds: "consumer",
  quorum: {
    ...rabbitmq40.quorum,
    nackCounts: false,
    tellsAcquired: true,
    priorities: "strict",
    nameInRefusals: '<<"quorum">>',
  },
};

/** Oldest first. */
const RELEASES: readonly Release[] = [rabbitmq310, rabbitmq40, rabbitmq43];

export const RELEASE_NAMES: readonly ReleaseName[] = RELEASES.map(({ name }) => name);

/** The one the embedded broker is unless told otherwise. */
export const DEFAULT_RELEASE: Release = rabbitmq43;

/** @returns undefined where nothing is known of such a release. */
export function releaseNamed(name: string): Release | undefined {
  return RELEASES.find((each) => each.name === name);
}

/**
 * @param line the first two numbers of any RabbitMQ's version; null where it is none of RabbitMQ's.
 * @returns the newest release known that is no newer, else the oldest; the default for null.
 */
export function nearestRelease(line: string | null): Release {
  if (line === null) return DEFAULT_RELEASE;
  return RELEASES.findLast(({ name }) => rank(name) <= rank(line)) ?? rabbitmq310;
}

function rank(line: string): number {
  const [major = 0, minor = 0] = line.split(".").map(Number);
  return major * 1000 + minor;
}
