import type { Message } from "./message.ts";

/** Why a message left its queue for good. */
export type Departure = "acked" | "dropped" | "expired" | "purged" | "deleted" | "dead-lettered";

/** Whose channel it is, as its client introduced itself. */
export interface ClientFacts {
  /** Ascending, never used again. */
  readonly connection: number;
  readonly channel: number;
  /** From the client-properties; "" when it gave none. */
  readonly connectionName: string;
  readonly product: string;
}

interface MessageFacts {
  readonly queue: string;
  /** The same from its arrival to its end, redeliveries included. */
  readonly messageId: number;
  /** The AMQP property message-id, as its publisher set it. */
  readonly amqpMessageId: string | undefined;
  readonly exchange: string;
  readonly routingKey: string;
  readonly bodyBytes: number;
  /** Had been given to somebody before. */
  readonly redelivered: boolean;
}

interface DeliveryFacts {
  /** Undefined for basic.get. */
  readonly consumerTag: string | undefined;
  readonly deliveryTag: number;
  readonly client: ClientFacts;
}

interface ConsumerFacts {
  readonly queue: string;
  readonly consumerTag: string;
  readonly noAck: boolean;
  readonly client: ClientFacts;
}

/**
 * What happens to messages and consumers. Plain data, so that it can cross to another process.
 * A message is enqueued, then delivered and requeued any number of times, then leaves: by `acked`, by
 * a delivery with `noAck`, or by one of the {@link Departure}s. `rejected` (for good) comes before the
 * departure it causes.
 */
export type BrokerEvent = {
  /** On the broker's clock: milliseconds, never backwards. */
  readonly atMs: number;
} & (
  | ({ readonly type: "enqueued" | Exclude<Departure, "acked"> } & MessageFacts)
  | ({ readonly type: "delivered"; readonly noAck: boolean } & MessageFacts & DeliveryFacts)
  | ({ readonly type: "acked" | "rejected" | "requeued" } & MessageFacts & DeliveryFacts)
  | {
      /** A mandatory message no queue was bound for: back to its publisher. */
      readonly type: "returned";
      readonly amqpMessageId: string | undefined;
      readonly exchange: string;
      readonly routingKey: string;
      readonly bodyBytes: number;
      readonly client: ClientFacts;
    }
  | {
      /** So many events were not told: whoever listens, in another process, is slower than the broker. */
      readonly type: "missed";
      readonly count: number;
    }
  | ({ readonly type: "consumer-added" | "consumer-removed" } & ConsumerFacts)
);

/** Told of each event the moment it happens; must not call back into the broker. */
export type BrokerEventListener = (event: BrokerEvent) => void;

/** Written out, as all events are: spreading objects into one another costs a hundred times as much. */
export function messageEvent(
  type: "enqueued" | Exclude<Departure, "acked">,
  atMs: number,
  queue: string,
  { id: messageId, publication, redelivered }: Message<unknown>,
): BrokerEvent {
  const { exchange, routingKey, bodyBytes, messageId: amqpMessageId } = publication;
  return {
    type,
    atMs,
    queue,
    messageId,
    amqpMessageId,
    exchange,
    routingKey,
    bodyBytes,
    redelivered,
  };
}
