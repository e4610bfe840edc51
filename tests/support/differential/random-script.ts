import type { MethodName } from "#broker/wire/methods.ts";
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
  /** Where most is consumed and settled, so that there is something to settle. */
  readonly workers: readonly Channel[];
  /** Where transactions are, mostly. */
  readonly teller: Channel;
  readonly declared: Map<string, Fields>;
  messages: number;
}

type Channel = (typeof CHANNELS)[number];
type Call = Command & { readonly do: "call" };
type Step = (plot: Plot) => Command | readonly Command[];

/** Equal seeds give equal scripts. */
export function randomScript(seed: number, steps = 65): Script {
  const rng = seededRng(seed);
  for (let i = 0; i < 8; i++) rng(); // neighbouring seeds begin alike
  const plot: Plot = {
    rng,
    queues: ["q1", "q2", "q3"].slice(0, pick(rng, [1, 2, 2, 3])),
    exchanges: ["x1", "x2"].slice(0, uniformInt(rng, 0, 2)),
    workers: chance(rng, 0.4) ? [pick(rng, CHANNELS)] : [pick(rng, CHANNELS), pick(rng, CHANNELS)],
    teller: pick(rng, CHANNELS),
    declared: new Map(),
    messages: 0,
  };
  const script: Command[] = [
    ...plot.exchanges.map((exchange) => declareExchange(plot, exchange)),
    ...plot.queues.map((queue) => declareQueue(plot, queue)),
    ...plot.exchanges.flatMap((exchange) =>
      plot.queues.map((queue) => bind(plot, exchange, queue)),
    ),
    ...(chance(rng, 0.25) ? [{ ...call(plot, "tx.select"), channel: plot.teller }] : []),
  ];
  for (let i = 0; i < steps; i++) script.push(...[pickWeighted(rng, STEPS)(plot)].flat());
  return withoutMissing(script);
}

const STEPS: readonly (readonly [weight: number, step: Step])[] = [
  [32, publish],
  [34, settle],
  [12, consume],
  [7, qos],
  [6, get],
  [2.5, (plot) => work(plot, "basic.cancel", { consumerTag: pick(plot.rng, TAGS) })],
  [2, recover],
  [1, (plot) => call(plot, "channel.close")],
  [1.5, ({ rng }) => ({ do: "kill", connection: pick(rng, CHANNELS).charAt(0) })],
  [1.5, (plot) => call(plot, "queue.purge", { queue: anyQueue(plot) })],
  [1.5, (plot) => call(plot, "confirm.select")],
  [3, transact],
  [1.5, (plot) => declareQueue(plot, anyQueue(plot))],
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
    channel: chance(rng, 0.2) ? plot.teller : anyChannel(plot),
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
  const how = pick(rng, ["ack", "ack", "nack", "reject"] as const);
  const odd = rng();
  const which = odd < 0.01 ? "unknown" : odd < 0.03 ? "all" : uniformInt(rng, 0, 11);
  return {
    do: "settle",
    channel: aWorker(plot),
    how,
    which,
    multiple: how !== "reject" && (which === "all" || chance(rng, 0.25)),
    requeue: how !== "ack" && chance(rng, 0.6),
  };
}

function consume(plot: Plot): Command {
  const { rng } = plot;
  return work(plot, "basic.consume", {
    queue: anyQueue(plot),
    consumerTag: pick(rng, TAGS),
    noAck: chance(rng, 0.15),
    exclusive: chance(rng, 0.03),
    ...(chance(rng, 0.25) && { arguments: { "x-priority": uniformInt(rng, -1, 2) } }),
  });
}

function qos(plot: Plot): Command {
  const { rng } = plot;
  const prefetchCount = uniformInt(rng, 0, 3);
  return work(plot, "basic.qos", { prefetchCount, global: chance(rng, 0.25) });
}

function get(plot: Plot): Command {
  return work(plot, "basic.get", { queue: anyQueue(plot), noAck: chance(plot.rng, 0.3) });
}

function recover(plot: Plot): Command {
  const method = chance(plot.rng, 0.8) ? "basic.recover" : "basic.recover-async";
  return work(plot, method, { requeue: !chance(plot.rng, 0.03) });
}

/** Publishes and acks of a transaction are among the other steps. */
function transact(plot: Plot): readonly Command[] {
  const { rng, teller } = plot;
  const end = pick(rng, ["tx.commit", "tx.commit", "tx.rollback"] as const);
  const calls = [...(chance(rng, 0.3) ? [call(plot, "tx.select")] : []), call(plot, end)];
  return chance(rng, 0.9) ? calls.map((each) => ({ ...each, channel: teller })) : calls;
}

/** As before, mostly. */
function declareQueue(plot: Plot, queue: string): Command {
  const before = chance(plot.rng, 0.7) ? plot.declared.get(queue) : undefined;
  const fields = before ?? randomQueue(plot);
  plot.declared.set(queue, fields);
  return call(plot, "queue.declare", { queue, ...fields });
}

function deleteQueue(plot: Plot): readonly Command[] {
  const { rng } = plot;
  const queue = anyQueue(plot);
  const fields = { ifUnused: chance(rng, 0.4), ifEmpty: chance(rng, 0.4) };
  const again = chance(rng, 0.8) ? [declareQueue(plot, queue)] : [];
  return [call(plot, "queue.delete", { queue, ...fields }), ...again];
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

function call(plot: Plot, method: MethodName, fields: Fields = {}): Call {
  return { do: "call", channel: anyChannel(plot), method, fields };
}

/** A call on a channel that likely consumes. */
function work(plot: Plot, method: MethodName, fields: Fields = {}): Call {
  return { do: "call", channel: aWorker(plot), method, fields };
}

const aWorker = ({ rng, workers }: Plot) => pick(rng, chance(rng, 0.85) ? workers : CHANNELS);
const anyChannel = ({ rng }: Plot) => pick(rng, CHANNELS);
const anyQueue = ({ rng, queues }: Plot) => pick(rng, queues);
const anyExchange = ({ rng, exchanges }: Plot) =>
  exchanges.length === 0 ? "" : pick(rng, exchanges);
