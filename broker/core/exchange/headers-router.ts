import { ChannelError } from "#broker/amqp-error.ts";
import type { Argument, Arguments } from "#broker/core/arguments.ts";
import type { Binding, Router } from "./binding.ts";
import type { Release } from "#broker/core/release.ts";
import { erlangValue, haveSameValue, isNumber } from "#broker/core/erlang-value.ts";

const MODES = ["all", "any", "all-with-x", "any-with-x"];

/** Compares the message's headers with the binding's arguments; x-match says whether all or any must agree. */
export class HeadersRouter<Destination> implements Router<Destination> {
  readonly #bindings = new Set<Binding<Destination>>();
  readonly #isSame: IsSame;

  constructor({ matchesExactly }: Pick<Release, "matchesExactly">) {
    this.#isSame = matchesExactly ? isExactlyIn : haveSameValue;
  }

  refuse(pattern: Arguments): void {
    refuseBadMatch(pattern);
  }

  add(binding: Binding<Destination>): void {
    this.#bindings.add(binding);
  }

  remove(binding: Binding<Destination>): void {
    this.#bindings.delete(binding);
  }

  route(_routingKey: string, headersOf: () => Arguments): readonly Destination[] {
    const headers = headersOf();
    const matches = new Set<Destination>();
    for (const { destination, arguments: pattern } of this.#bindings) {
      if (agree(pattern, headers, this.#isSame)) matches.add(destination);
    }
    return [...matches];
  }
}

/** @throws 406 when x-match isn't one of RabbitMQ's four. */
export function refuseBadMatch(pattern: Arguments): void {
  const match = pattern.get("x-match");
  if (match === undefined) return;
  if (match.type !== "longstr") {
    throw new ChannelError(
      406,
      `Invalid x-match field type ${match.type} (value ${erlangValue(match)}); expected longstr`,
    );
  }
  const mode = String(match.value);
  if (MODES.includes(mode)) return;
  throw new ChannelError(
    406,
    `Invalid x-match field value <<"${mode}">>; expected all, any, all-with-x, or any-with-x`,
  );
}

type IsSame = (wanted: Argument, header: Argument) => boolean;

const MS = 1000;

/** From 4.0 on whole numbers and fractions differ, and the times of headers, not those of bindings, are in ms. */
function isExactlyIn(wanted: Argument, header: Argument): boolean {
  if (header.type === "timestamp")
    return isWhole(wanted) && Number(wanted.value) === Number(header.value) * MS;
  if (isNumber(wanted.value) && isNumber(header.value) && isWhole(wanted) !== isWhole(header))
    return false;
  return haveSameValue(wanted, header);
}

function isWhole({ type }: Argument): boolean {
  return type !== "float" && type !== "double";
}

function agree(pattern: Arguments, headers: Arguments, isSame: IsSame): boolean {
  const mode = pattern.get("x-match")?.value ?? "all";
  const withX = mode === "all-with-x" || mode === "any-with-x";
  const wanted = [...pattern].filter(
    ([name]) => name !== "x-match" && (withX || !name.startsWith("x-")),
  );
  const found = ([name, value]: readonly [string, Argument]) => {
    const header = headers.get(name);
    return header !== undefined && (value.type === "void" || isSame(value, header));
  };
  return mode === "any" || mode === "any-with-x" ? wanted.some(found) : wanted.every(found);
}
