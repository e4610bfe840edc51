import type { BrokerEventListener, ClientFacts } from "#broker/core/broker-events.ts";
import type { Delivery } from "./delivery.ts";

/** Whom to tell of what a channel is given and gives back, and whose channel it is. */
export interface Telling {
  /** Undefined while nobody listens. */
  readonly events: BrokerEventListener | undefined;
  readonly now: () => number;
}

const PARTICIPLES = {
  ack: "acked",
  reject: "rejected",
  rejectFailed: "rejected",
  requeue: "requeued",
  requeueFailed: "requeued",
} as const;

export function tellDelivered<Content>(
  { events, now }: Telling,
  client: ClientFacts,
  { queue, consumer, message, deliveryTag }: Delivery<Content>,
  noAck: boolean,
): void {
  if (events === undefined) return;
  const { exchange, routingKey, bodyBytes, messageId: amqpMessageId } = message.publication;
  events({
    type: "delivered",
    atMs: now(),
    queue: queue.name,
    messageId: message.id,
    amqpMessageId,
    exchange,
    routingKey,
    bodyBytes,
    redelivered: message.redelivered,
    consumerTag: consumer?.tag,
    deliveryTag,
    client,
    noAck,
  });
}

export function tellSettled<Content>(
  { events, now }: Telling,
  client: ClientFacts,
  taken: readonly Delivery<Content>[],
  how: keyof typeof PARTICIPLES,
): void {
  if (events === undefined) return;
  for (const { queue, consumer, message, deliveryTag } of taken) {
    const { exchange, routingKey, bodyBytes, messageId: amqpMessageId } = message.publication;
    events({
      type: PARTICIPLES[how],
      atMs: now(),
      queue: queue.name,
      messageId: message.id,
      amqpMessageId,
      exchange,
      routingKey,
      bodyBytes,
      redelivered: message.redelivered,
      consumerTag: consumer?.tag,
      deliveryTag,
      client,
    });
  }
}
