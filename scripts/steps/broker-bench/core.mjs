import { figure, median, table } from "./figures.mjs";

const ROUNDS = 5;
const FACTS = { connection: 1, channel: 1, connectionName: "", product: "" };

/** Nanoseconds a message costs in the dispatch core alone: no sockets, no frames, nobody listening. */
export async function benchCore({ load }, { quick }) {
  const [{ VirtualHost }, { Connection }] = [await load("host"), await load("connection")];
  const scale = quick ? 0.1 : 1;

  const setUp = ({ consumers = 1, prefetch = 0, noAck = false, hold = 0 }) => {
    const host = new VirtualHost("/", {
      now: () => performance.now(),
      newId: () => "x".repeat(22),
      headersOf: () => undefined,
    });
    const given = [];
    let holding = hold;
    const connection = new Connection(host);
    const channel = connection.openChannel({
      facts: FACTS,
      canTake: () => true,
      deliver: (_tag, deliveryTag) => {
        if (holding > 0) holding--;
        else if (!noAck) given.push(deliveryTag);
      },
      cancelled: () => undefined,
    });
    host.declareQueue(channel, {
      name: "q",
      durable: false,
      exclusive: false,
      autoDelete: false,
      arguments: new Map(),
    });
    channel.qos(prefetch, false, () => undefined);
    const publication = {
      exchange: "",
      routingKey: "q",
      content: {},
      persistent: false,
      priority: 0,
      expirationMs: undefined,
      bodyBytes: 100,
    };
    const consume = () => {
      for (let i = 0; i < consumers; i++) {
        const request = { queue: "q", consumerTag: `c${i}`, noAck, exclusive: false };
        channel.consume({ ...request, arguments: new Map() }, () => undefined);
      }
    };
    const ackAll = () => {
      // Acknowledging brings the next ones: they are added behind.
      for (const deliveryTag of given) channel.ack(deliveryTag, false);
      given.length = 0;
    };
    return { channel, publication, consume, ackAll };
  };

  /** Publishes in bursts of 100 and acknowledges each. */
  const dealt = (count, { ready = 0, ...options }) => {
    const { channel, publication, consume, ackAll } = setUp(options);
    for (let i = 0; i < ready + (options.hold ?? 0); i++) channel.publish(publication);
    if (ready === 0) consume();
    const startedMs = performance.now();
    for (let i = 0; i < count; i++) {
      channel.publish(publication);
      if (ready > 0) {
        const got = channel.get("q", false);
        channel.ack(got.deliveryTag, false);
      } else if (i % 100 === 99) ackAll();
    }
    return (1e6 * (performance.now() - startedMs)) / count;
  };

  const cases = [
    ["auto-ack", { noAck: true }],
    ["prefetch 1", { prefetch: 1 }],
    ["prefetch 100", { prefetch: 100 }],
    ["unlimited", {}],
    ["10 consumers, prefetch 1", { consumers: 10, prefetch: 1 }],
    ["1,000 consumers, prefetch 1", { consumers: 1_000, prefetch: 1 }],
    ["100,000 unacked", { hold: 100_000 }],
    ["get with 1 ready", { ready: 1 }],
    ["get with 1,000,000 ready", { ready: 1_000_000 }],
  ];
  const rows = cases.map(([name, options]) => {
    const took = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const one = dealt(Math.round(300_000 * scale), options);
      if (round > 0) took.push(one);
    }
    return [name, figure(median(took), 0)];
  });
  return table(["publish, deliver, ack in the core", "ns per message"], rows);
}
