/** A line of RabbitMQ releases that behave alike. */
export type ReleaseName = "3.10" | "4.0" | "4.3";

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
}

const rabbitmq310: Release = {
  name: "3.10",
  version: "3.10.8",
  protocolOffered: [0, 0, 9, 1],
  mostMessageBytes: 134_217_728,
};

const rabbitmq40: Release = {
  ...rabbitmq310,
  name: "4.0",
  version: "4.0.5",
  protocolOffered: [3, 1, 0, 0],
  mostMessageBytes: 16_777_216,
};

const rabbitmq43: Release = {
  ...rabbitmq40,
  name: "4.3",
  version: "4.3.6",
};

/** Oldest first. */
const RELEASES: readonly Release[] = [rabbitmq310, rabbitmq40, rabbitmq43];

export const RELEASE_NAMES: readonly ReleaseName[] = RELEASES.map(({ name }) => name);

/** The one the embedded broker is unless told otherwise. */
export const DEFAULT_RELEASE: Release = rabbitmq310;

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
