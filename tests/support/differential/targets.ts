import type { Command } from "./command.ts";
import type { Held } from "./driven-channel.ts";
import type { Driver } from "./driver.ts";

type Pair = readonly [one: Held | undefined, other: Held | undefined];

/**
 * Which delivery a command is about on either side. Tags may differ where several queues gave to one
 * channel at once. "left out" when there is none, or when `multiple` would settle others there.
 */
export function targets(command: Command, one: Driver, other: Driver): Pair | "left out" {
  if (command.do !== "settle" || command.which === "unknown") return [undefined, undefined];
  const { channel, which, multiple = false } = command;
  const ones = one.channel(channel)?.held ?? [];
  const others = other.channel(channel)?.held ?? [];
  if (which === "all") return [undefined, undefined];
  const chosen = ones[which % Math.max(ones.length, 1)];
  if (chosen === undefined) return "left out";
  const counterpart = others[indexOfSame(others, chosen, ones)];
  if (counterpart === undefined) return "left out";
  if (multiple) {
    const settled = upTo(ones, chosen);
    const same = told(settled) === told(upTo(others, counterpart));
    if (!same) return "left out";
  }
  return [chosen, counterpart];
}

/** Where `others` has the delivery that `chosen` is among `ones`: the same queue, consumer and body, as often before. */
function indexOfSame(others: readonly Held[], chosen: Held, ones: readonly Held[]): number {
  const before = ones.filter((held) => held.tag < chosen.tag && isSame(held, chosen)).length;
  return others.findIndex(
    (held, at) =>
      isSame(held, chosen) &&
      others.slice(0, at).filter((earlier) => isSame(earlier, chosen)).length === before,
  );
}

const isSame = (one: Held, other: Held) => identity(one) === identity(other);
const identity = ({ queue, consumer, body }: Held) => `${queue} ${consumer} ${body}`;
const upTo = (held: readonly Held[], last: Held) => held.filter(({ tag }) => tag <= last.tag);
const told = (held: readonly Held[]) => held.map(identity).sort().join();
