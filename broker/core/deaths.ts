import { isInteger, noArguments, type Argument, type Arguments } from "./arguments.ts";

/** Why a message did not stay in its queue, as the header x-death has it. */
export type DeathReason = "rejected" | "expired" | "maxlen" | "delivery_limit";

export interface Death {
  readonly reason: DeathReason;
  readonly queue: string;
  /** The exchange it had been published to. */
  readonly exchange: string;
  readonly routingKey: string;
  readonly timeSeconds: number;
  /** Its expiration property, which it loses. */
  readonly expiration: string | undefined;
}

const HEADER = "x-death";

/**
 * The headers of a dead letter: the death goes to the front of x-death, or adds to the count of one of
 * the same queue and reason; the very first is told in headers of its own. Names come out sorted, as
 * RabbitMQ leaves them.
 *
 * @see rabbit_dead_letter:make_msg/5 of https://github.com/rabbitmq/rabbitmq-server
 */
export function withDeath(headers: Arguments | undefined, death: Death): Arguments {
  const before = headers ?? noArguments;
  const fields = fieldsOf(death, before);
  const known = before.get(HEADER);
  const added =
    known === undefined ? firstDeath(death, fields) : [[HEADER, nextDeath(fields, known)] as const];
  return sorted([...before, ...added]);
}

/**
 * Whether the queue is among the deaths, and nobody rejected the message since it was there last: it
 * would go round by itself for ever.
 */
export function goesRound(headers: Arguments, queue: string): boolean {
  const deaths = deathsIn(headers.get(HEADER));
  const at = deaths.findIndex((death) => textIn(death, "queue") === queue);
  return (
    at !== -1 && deaths.slice(0, at + 1).every((death) => textIn(death, "reason") !== "rejected")
  );
}

/** The routing keys a publisher added in headers CC and BCC. */
function copyKeysIn(headers: Arguments): readonly string[] {
  return ["CC", "BCC"].flatMap((name) =>
    itemsOf(headers.get(name)).flatMap(({ type, value }) =>
      type === "longstr" ? [String(value)] : [],
    ),
  );
}

type Entry = readonly [name: string, value: Argument];

export function fieldsOf(
  { reason, queue, timeSeconds, exchange, routingKey, expiration }: Death,
  headers: Arguments,
): readonly Entry[] {
  const keys = [routingKey, ...copyKeysIn(headers)].map(longstr);
  const fields: Entry[] = [
    ["reason", longstr(reason)],
    ["queue", longstr(queue)],
    ["time", { type: "timestamp", value: BigInt(timeSeconds) }],
    ["exchange", longstr(exchange)],
    ["routing-keys", { type: "array", value: keys }],
  ];
  if (expiration !== undefined) fields.push(["original-expiration", longstr(expiration)]);
  return fields;
}

function firstDeath(
  { reason, queue, exchange }: Death,
  fields: readonly Entry[],
): readonly Entry[] {
  return [
    ["x-first-death-reason", longstr(reason)],
    ["x-first-death-queue", longstr(queue)],
    ["x-first-death-exchange", longstr(exchange)],
    [HEADER, listOf([counted(fields)])],
  ];
}

function nextDeath(fields: readonly Entry[], known: Argument): Argument {
  if (known.type !== "array") return listOf([counted(fields)]);
  const death = new Map(fields);
  const isSame = (other: Arguments) => sameKind(death, other);
  const deaths = grouped(deathsIn(known));
  const same = deaths.find(isSame);
  const latest = same === undefined ? counted(fields) : onceMore(same);
  return listOf([sorted([...latest]), ...deaths.filter((each) => !isSame(each))]);
}

/** One of each queue and reason. From two on, RabbitMQ turns their order around in passing. */
function grouped(deaths: readonly Arguments[]): readonly Arguments[] {
  if (deaths.length < 2) return deaths;
  const groups: { readonly death: Arguments; size: number }[] = [];
  for (const death of deaths) {
    const group = groups.find((each) => sameKind(each.death, death));
    if (group === undefined) groups.push({ death, size: 1 });
    else group.size += 1;
  }
  return groups
    .map(({ death, size }) => (death.has("count") ? death : counted([...death], size)))
    .toReversed();
}

export function sameKind(one: Arguments, other: Arguments): boolean {
  return ["queue", "reason"].every((name) => textIn(one, name) === textIn(other, name));
}

function counted(fields: readonly Entry[], count = 1): Arguments {
  return new Map<string, Argument>([["count", { type: "long", value: BigInt(count) }], ...fields]);
}

export function onceMore(death: Arguments): Arguments {
  const count = death.get("count");
  const times = count !== undefined && isInteger(count) ? BigInt(String(count.value)) : 0n;
  return new Map([...death, ["count", { type: "long", value: times + 1n }]]);
}

/** How often queues gave it up that it had not just waited in for its time to pass. */
export function givenUpIn(headers: Arguments): number {
  const deaths = deathsIn(headers.get(HEADER));
  const own = deaths.filter((death) => textIn(death, "reason") !== "expired");
  return own.reduce((sum, death) => {
    const count = death.get("count");
    return sum + (count !== undefined && isInteger(count) ? Number(count.value) : 0);
  }, 0);
}

export function deathsIn(header: Argument | undefined): readonly Arguments[] {
  return itemsOf(header).flatMap(({ type, value }) =>
    type === "table" ? [value as Arguments] : [],
  );
}

function itemsOf(list: Argument | undefined): readonly Argument[] {
  return list?.type === "array" ? (list.value as readonly Argument[]) : [];
}

export function listOf(deaths: readonly Arguments[]): Argument {
  return { type: "array", value: deaths.map((value) => ({ type: "table", value })) };
}

function textIn(death: Arguments, name: string): string | undefined {
  const field = death.get(name);
  return field?.type === "longstr" ? String(field.value) : undefined;
}

export function longstr(value: string): Argument {
  return { type: "longstr", value };
}

export function sorted(entries: readonly Entry[]): Arguments {
  return new Map(
    [...new Map(entries)].sort(([one], [other]) => (one < other ? -1 : Number(one > other))),
  );
}
