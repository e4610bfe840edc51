import { noArguments } from "#broker/core/arguments.ts";
import { Connection } from "#broker/core/connection.ts";
import { VirtualHost } from "#broker/core/virtual-host.ts";
import { aPublication } from "#broker/testing/a-publication.ts";

interface Case {
  readonly consumers?: number;
  readonly prefetch?: number;
  readonly noAck?: boolean;
  /** So many messages are held unacknowledged before the clock starts. */
  readonly held?: number;
  /** So many are ready all the time: basic.get takes the oldest. */
  readonly ready?: number;
}

const CASES: Readonly<Record<string, Case>> = {
  "auto-ack": { noAck: true },
  "prefetch 1": { prefetch: 1 },
  "prefetch 100": { prefetch: 100 },
  unlimited: {},
  "10 consumers, prefetch 1": { consumers: 10, prefetch: 1 },
  "1,000 consumers, prefetch 1": { consumers: 1_000, prefetch: 1 },
  "1,000 unacked": { held: 1_000 },
  "100,000 unacked": { held: 100_000 },
  "basic.get, 1 ready": { ready: 1 },
  "basic.get, 1,000,000 ready": { ready: 1_000_000 },
};

/** Acknowledged in bursts, as they come over a network. */
const BURST = 100;

/**
 * What a message costs in the dispatch core alone: no sockets, no frames, no disk, nobody listening.
 * @returns by case, nanoseconds per message published, delivered and acknowledged
 */
export function dispatchCosts(messages: number): ReadonlyMap<string, number> {
  return new Map(Object.entries(CASES).map(([name, one]) => [name, costOf(one, messages)]));
}

function costOf({ ready = 0, held = 0, ...consumption }: Case, messages: number): number {
  const { channel, consume, given } = setUp(consumption);
  const publication = aPublication("", "q", "x".repeat(100));
  for (let i = 0; i < ready + held; i++) channel.publish(publication);
  if (ready === 0) consume();
  given.length = 0;
  const startedMs = performance.now();
  for (let i = 1; i <= messages; i++) {
    channel.publish(publication);
    if (ready > 0) channel.ack(channel.get("q", false)?.deliveryTag ?? 0, false);
    else if (i % BURST === 0) {
      // An ack brings the next delivery, which is added behind.
      for (const deliveryTag of given) channel.ack(deliveryTag, false);
      given.length = 0;
    }
  }
  return (1e6 * (performance.now() - startedMs)) / messages;
}

function setUp({ consumers = 1, prefetch = 0, noAck = false }: Case) {
  const host = new VirtualHost<string>("/", {
    now: () => performance.now(),
    newId: () => "x".repeat(22),
    propertiesOf: () => ({}),
    reheaded: (content) => content,
  });
  const given: number[] = [];
  const channel = new Connection(host).openChannel({
    facts: { connection: 1, channel: 1, connectionName: "", product: "" },
    canTake: () => true,
    deliver: (_consumerTag, deliveryTag) => {
      if (!noAck) given.push(deliveryTag);
    },
    returned: () => undefined,
    takesCancel: true,
    cancelled: () => undefined,
    failed: () => undefined,
  });
  host.declareQueue(channel, {
    name: "q",
    durable: false,
    exclusive: false,
    autoDelete: false,
    arguments: noArguments,
  });
  channel.qos(prefetch, false, () => undefined);
  const consume = (): void => {
    for (let i = 1; i <= consumers; i++) {
      const request = { queue: "q", consumerTag: `c${i}`, noAck, exclusive: false };
      channel.consume({ ...request, arguments: noArguments }, () => undefined);
    }
  };
  return { channel, consume, given };
}
