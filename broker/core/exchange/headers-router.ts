import { ChannelError } from "#broker/amqp-error.ts";
import type { Argument, Arguments } from "#broker/core/arguments.ts";
import type { Binding, Router } from "./binding.ts";
import { erlangValue, haveSameValue } from "#broker/core/erlang-value.ts";

const MODES = ["all", "any", "all-with-x", "any-with-x"];

/** Compares the message's headers with the binding's arguments; x-match says whether all or any must agree. */
export class HeadersRouter<Destination> implements Router<Destination> {
  readonly #bindings = new Set<Binding<Destination>>();

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
      if (agree(pattern, headers)) matches.add(destination);
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

function agree(pattern: Arguments, headers: Arguments): boolean {
  const mode = pattern.get("x-match")?.value ?? "all";
  const withX = mode === "all-with-x" || mode === "any-with-x";
  const wanted = [...pattern].filter(
    ([name]) => name !== "x-match" && (withX || !name.startsWith("x-")),
  );
  const found = ([name, value]: readonly [string, Argument]) => {
    const header = headers.get(name);
    return header !== undefined && (value.type === "void" || haveSameValue(value, header));
  };
  return mode === "any" || mode === "any-with-x" ? wanted.some(found) : wanted.every(found);
}
