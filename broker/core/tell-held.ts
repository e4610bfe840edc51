import { messageFacts, type BrokerEventListener, type ClientFacts } from "./broker-events.ts";
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
  held: Held<Content>,
  noAck: boolean,
): void {
  events?.({ type: "delivered", atMs: now(), ...factsOf(held), client, noAck });
}

export function tellSettled<Content>(
  { events, now }: Telling,
  client: ClientFacts,
  taken: readonly Held<Content>[],
  how: keyof typeof PARTICIPLES,
): void {
  if (events === undefined) return;
  for (const held of taken) {
    events({ type: PARTICIPLES[how], atMs: now(), ...factsOf(held), client });
  }
}

function factsOf<Content>({ queue, consumer, message, deliveryTag }: Held<Content>) {
  return { ...messageFacts(queue.name, message), consumerTag: consumer?.tag, deliveryTag };
}
