/** Most deliveries a consumer may hold unacknowledged, 1…65535, or no limit (AMQP's 0). */
export type Prefetch = number | "unlimited";

export type AckMode = "manual" | "auto";

/** The AMQP settings a learner would type; what one arm of a race differs in. */
export interface Strategy {
  readonly prefetch: Prefetch;
  readonly ack: AckMode;
  readonly durable: boolean;
  readonly persistent: boolean;
  /** Whether the publisher has the broker confirm each message, or sends it and forgets it. */
  readonly confirms: boolean;
}
