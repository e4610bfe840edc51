/** RabbitMQ's; `x-queue-type` when a queue is declared. */
export type QueueType = "classic" | "quorum";

/** `x-delivery-limit`: how often a task may come back to its queue as failed; "default": as the broker has it. */
export type DeliveryLimit = number | "default";

/** What becomes of what a queue gives up: it is gone; or kept in a queue beside it, for good or until it comes back. */
export type DeadLetters = "off" | "kept" | "retry";

/** A queue has these for life: declared again with others, it is refused with 406. */
export interface QueueSettings {
  readonly queueType: QueueType;
  /** A quorum queue must be. */
  readonly durable: boolean;
  /** Of a quorum queue; a classic one has none. */
  readonly deliveryLimit: DeliveryLimit;
  /** `x-dead-letter-exchange` and what belongs to it; see `dead-letters.ts`. */
  readonly deadLetters: DeadLetters;
}

const IS_QUEUE_SETTING: Readonly<Record<keyof QueueSettings, true>> = {
  durable: true,
  queueType: true,
  deliveryLimit: true,
  deadLetters: true,
};

/** What a queue has for life, in the order in which its name tells of it. */
export const QUEUE_SETTINGS = Object.keys(IS_QUEUE_SETTING) as readonly (keyof QueueSettings)[];

/** Of what is said of settings, or of some, what is said of those that are the queue's. */
export function queueSettingsOf<Of extends object>(of: Of) {
  const said: Readonly<Partial<Record<keyof QueueSettings, unknown>>> = of;
  const named = QUEUE_SETTINGS.filter((name) => said[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, said[name]])) as Pick<
    Of,
    keyof Of & keyof QueueSettings
  >;
}

export function sameQueue(one: QueueSettings, other: QueueSettings): boolean {
  return QUEUE_SETTINGS.every((name) => one[name] === other[name]);
}

/** The `x-delivery-limit` it is declared with; undefined = none, and the broker has its own. */
export function declaredLimitOf({ queueType, deliveryLimit }: QueueSettings): number | undefined {
  return queueType === "classic" || deliveryLimit === "default" ? undefined : deliveryLimit;
}

/** Whether what is ready is there again after the broker's restart: it is on disk, and its queue is. */
export function outlivesBroker(how: QueueSettings & { readonly persistent: boolean }): boolean {
  return how.durable && (how.persistent || how.queueType === "quorum");
}
