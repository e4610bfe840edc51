import { noArguments, type Argument, type Arguments } from "./arguments.ts";
import {
  deathsIn,
  fieldsOf,
  listOf,
  longstr,
  onceMore,
  sameKind,
  sorted,
  type Death,
} from "./deaths.ts";

/**
 * The headers of a dead letter as RabbitMQ writes them from 4.0 on: x-death with the latest death first, one of each
 * queue and reason; the very first and the very last in headers of their own.
 *
 * @param isLetter whether the broker has written x-death already: what a publisher writes there is not read.
 * @see mc:record_death/3 of https://github.com/rabbitmq/rabbitmq-server
 */
export function withDeathByRecency(
  headers: Arguments | undefined,
  death: Death,
  isLetter: boolean,
): Arguments {
  const before = headers ?? noArguments;
  const deaths = isLetter ? deathsIn(before.get("x-death")) : [];
  const own = new Map(fieldsOf(death, before));
  const same = deaths.find((each) => sameKind(each, own));
  const latest = same === undefined ? record(own) : onceMore(same);
  const told = (which: "first" | "last") =>
    (["reason", "queue", "exchange"] as const).map(
      (what) => [`x-${which}-death-${what}`, longstr(death[what])] as const,
    );
  return sorted([
    ...before,
    ["x-death", listOf([latest, ...deaths.filter((each) => each !== same)])],
    ...(deaths.length === 0 ? told("first") : []),
    ...told("last"),
  ]);
}

/** In RabbitMQ's order: what only some have comes first. */
function record(fields: Arguments): Arguments {
  const { "original-expiration": expiration, ...rest } = Object.fromEntries(fields);
  return new Map<string, Argument>([
    ...(expiration === undefined
      ? []
      : [["original-expiration", longstr(String(Number(expiration.value)))] as const]),
    ["count", { type: "long", value: 1n }],
    ...Object.entries(rest),
  ]);
}
