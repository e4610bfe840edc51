import { seededRng, uniformInt, type Rng } from "#shared/kernel/random.ts";
import type { Command, Fields, PublishedProperties, Script, Table } from "./command.ts";
import { withoutMissing } from "./not-yet.ts";
import { chance, pick, pickWeighted } from "./pick.ts";
import { randomQueue } from "./random-queue.ts";

const CHANNELS = ["a1", "a2", "b1", "c1"] as const;
const EXCHANGE_TYPES = ["direct", "fanout", "topic", "headers"] as const;
const TAGS = ["A", "B", "C", "D", "E", "F"] as const;
const KEYS = ["k", "k.a", "k.b", "k.a.b"] as const;
const PATTERNS = ["k", "k.*", "k.#", "#", "*.a.*", "k.b"] as const;

/** What a script is about: its queues and exchanges, and how far its messages are counted. */
interface Plot {
  readonly rng: Rng;
  readonly queues: readonly string[];
  readonly exchanges: readonly string[];
  messages: number;
}

type Step = (plot: Plot) => Command;

/** Equal seeds give equal scripts. */
export function randomScript(seed: number, commands = 60): Script {
  const rng = seededRng(seed);
  for (let i = 0; i < 8; i++) rng(); // neighbouring seeds begin alike
  const queues = ["q1", "q2", "q3"].slice(0, uniformInt(rng, 1, 3));
  const exchanges = ["x1", "x2"].slice(0, uniformInt(rng, 0, 2));
  const plot: Plot = { rng, queues, exchanges, messages: 0 };
  const opening = [
    ...exchanges.map((exchange) => declareExchange(plot, exchange)),
    ...queues.map((queue) => declareQueue(plot, queue)),
    ...exchanges.flatMap((exchange) => queues.map((queue) => bind(plot, exchange, queue))),
  ];
  const steps = Array.from({ length: commands }, () => pickWeighted(rng, STEPS)(plot));
  return withoutMissing([...opening, ...steps]);
}

const STEPS: readonly (readonly [weight: number, step: Step])[] = [
  [30, publish],
  [28, settle],
  [12, consume],
  [8, qos],
  [6, get],
  [3, (plot) => call(plot, "basic.cancel", { consumerTag: pick(plot.rng, TAGS) })],
  [2, (plot) => call(plot, "basic.recover", { requeue: !chance(plot.rng, 0.05) })],
  [2, (plot) => call(plot, "channel.close")],
  [2, ({ rng }) => ({ do: "kill", connection: pick(rng, CHANNELS).charAt(0) })],
  [2, (plot) => call(plot, "queue.purge", { queue: anyQueue(plot) })],
  [2, (plot) => call(plot, "confirm.select")],
  [1, (plot) => call(plot, "tx.select")],
  [3, (plot) => call(plot, chance(plot.rng, 0.7) ? "tx.commit" : "tx.rollback")],
  [2, (plot) => declareQueue(plot, anyQueue(plot))],
  [1, deleteQueue],
  [2, exchangeStep],
];

function publish(plot: Plot): Command {
  const { rng } = plot;
  const exchange = chance(rng, 0.3) ? anyExchange(plot) : "";
  const key = exchange === "" ? (chance(rng, 0.05) ? "nowhere" : anyQueue(plot)) : pick(rng, KEYS);
  // Several at once to one queue only: elsewhere their ways cross.
  const count = exchange === "" && chance(rng, 0.3) ? uniformInt(rng, 2, 4) : 1;
  return {
    do: "publish",
    channel: anyChannel(plot),
    exchange,
    key,
    bodies: Array.from({ length: count }, () => body(plot)),
    mandatory: chance(rng, 0.2),
    properties: properties(plot),
  };
}

function properties(plot: Plot): PublishedProperties {
  const { rng } = plot;
  return {
    ...(chance(rng, 0.3) && { deliveryMode: chance(rng, 0.5) ? 1 : 2 }),
    ...(chance(rng, 0.25) && { priority: uniformInt(rng, 0, 4) }),
    ...(chance(rng, 0.1) && { expiration: chance(rng, 0.6) ? "0" : "600000" }),
    ...(chance(rng, 0.2) && { headers: headers(plot) }),
  };
}

function headers(plot: Plot): Table {
  const { rng } = plot;
  const also = { type: "array", value: [{ type: "longstr", value: anyQueue(plot) }] } as const;
  return {
    k: uniformInt(rng, 0, 2),
    ...(chance(rng, 0.15) && { [pick(rng, ["CC", "BCC"])]: also }),
  };
}

/** e.g. "m7" or, with something to weigh, "m8....". */
function body(plot: Plot): string {
  const length = chance(plot.rng, 0.2) ? uniformInt(plot.rng, 1, 6) : 0;
  return `m${++plot.messages}${".".repeat(length)}`;
}

function settle(plot: Plot): Command {
  const { rng } = plot;
  const how = pick(rng, ["ack", "ack", "ack", "nack", "reject"] as const);
  const odd = rng();
  const which = odd < 0.02 ? "unknown" : odd < 0.05 ? "all" : uniformInt(rng, 0, 11);
  return {
    do: "settle",
    channel: anyChannel(plot),
    how,
    which,
    multiple: how !== "reject" && (which === "all" || chance(rng, 0.25)),
    requeue: how !== "ack" && chance(rng, 0.6),
  };
}

function consume(plot: Plot): Command {
  const { rng } = plot;
  return call(plot, "basic.consume", {
    queue: anyQueue(plot),
    consumerTag: pick(rng, TAGS),
    noAck: chance(rng, 0.2),
    exclusive: chance(rng, 0.04),
    ...(chance(rng, 0.25) && { arguments: { "x-priority": uniformInt(rng, -1, 2) } }),
  });
}

function qos(plot: Plot): Command {
  const { rng } = plot;
  const prefetchCount = uniformInt(rng, 0, 3);
  return call(plot, "basic.qos", { prefetchCount, global: chance(rng, 0.3) });
}

function get(plot: Plot): Command {
  return call(plot, "basic.get", { queue: anyQueue(plot), noAck: chance(plot.rng, 0.4) });
}

function declareQueue(plot: Plot, queue: string): Command {
  return call(plot, "queue.declare", { queue, ...randomQueue(plot) });
}

function deleteQueue(plot: Plot): Command {
  const { rng } = plot;
  const fields = { ifUnused: chance(rng, 0.4), ifEmpty: chance(rng, 0.4) };
  return call(plot, "queue.delete", { queue: anyQueue(plot), ...fields });
}

function declareExchange(plot: Plot, exchange: string): Command {
  const { rng } = plot;
  return call(plot, "exchange.declare", {
    exchange,
    type: pick(rng, EXCHANGE_TYPES),
    autoDelete: chance(rng, 0.15),
    internal: chance(rng, 0.04),
    ...(chance(rng, 0.2) && { arguments: { "alternate-exchange": anyExchange(plot) } }),
  });
}

function exchangeStep(plot: Plot): Command {
  const { rng } = plot;
  const exchange = anyExchange(plot);
  if (exchange === "") return publish(plot);
  const odd = rng();
  if (odd < 0.2) return call(plot, "exchange.delete", { exchange, ifUnused: chance(rng, 0.5) });
  if (odd < 0.5) return declareExchange(plot, exchange);
  if (odd < 0.7) return bindExchange(plot, exchange);
  return bind(plot, exchange, anyQueue(plot), odd < 0.88 ? "queue.bind" : "queue.unbind");
}

function bindExchange(plot: Plot, source: string): Command {
  const { rng } = plot;
  const fields = { source, destination: anyExchange(plot), routingKey: pick(rng, PATTERNS) };
  return call(plot, chance(rng, 0.7) ? "exchange.bind" : "exchange.unbind", fields);
}

function bind(
  plot: Plot,
  exchange: string,
  queue: string,
  method: "queue.bind" | "queue.unbind" = "queue.bind",
): Command {
  const { rng } = plot;
  const headers: Table = { "x-match": pick(rng, ["all", "any"]), k: uniformInt(rng, 0, 2) };
  const fields = { exchange, queue, routingKey: pick(rng, PATTERNS), arguments: headers };
  return call(plot, method, fields);
}

function call(
  plot: Plot,
  method: (Command & { do: "call" })["method"],
  fields: Fields = {},
): Command {
  return { do: "call", channel: anyChannel(plot), method, fields };
}

const anyChannel = ({ rng }: Plot) => pick(rng, CHANNELS);
const anyQueue = ({ rng, queues }: Plot) => pick(rng, queues);
const anyExchange = ({ rng, exchanges }: Plot) =>
  exchanges.length === 0 ? "" : pick(rng, exchanges);
