import type { BrokerEventListener, ClientFacts } from "#broker/core/broker-events.ts";
import type { Held } from "./held.ts";

/** Whom to tell of what a channel is given and gives back, and whose channel it is. */
export interface Telling {
  /** Undefined while nobody listens. */
  readonly events: BrokerEventListener | undefined;
  readonly now: () => number;
}

const PARTICIPLES = { ack: "acked", reject: "rejected", requeue: "requeued" } as const;

export function tellDelivered<Content>(
  { events, now }: Telling,
  client: ClientFacts,
  { queue, consumer, message, deliveryTag }: Held<Content>,
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
  taken: readonly Held<Content>[],
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
