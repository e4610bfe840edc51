import { ChannelError } from "#broker/amqp-error.ts";
import type { Argument } from "./arguments.ts";
import { areEqual, plainValue } from "./erlang-value.ts";

/** How RabbitMQ names a queue or exchange in its texts: "queue 'hello' in vhost '/'". */
export function described(kind: "queue" | "exchange", name: string, host: string): string {
  return `${kind} '${name}' in vhost '${host}'`;
}

export function notFound(resource: string): ChannelError {
  return new ChannelError(404, `no ${resource}`);
}

/** A name as RabbitMQ keeps it when it is declared. */
export function withoutLineBreaks(name: string): string {
  return name.replaceAll(/[\r\n]/g, "");
}

/** @throws 403 for names beginning with "amq.". */
export function refuseReserved(kind: "queue" | "exchange", name: string): void {
  if (!name.startsWith("amq.")) return;
  throw new ChannelError(403, `${kind} name '${name}' contains reserved prefix 'amq.*'`);
}

/** @throws 406 when a redeclaration differs from what exists. */
export function refuseInequivalent(
  property: string,
  resource: string,
  received: boolean | string,
  current: boolean | string,
): void {
  if (received === current) return;
  throw inequivalent(property, resource, `'${received}'`, `'${current}'`);
}

/** @throws 406 when an argument of a redeclaration differs from what exists. */
export function refuseOtherArgument(
  name: string,
  resource: string,
  received: Argument | undefined,
  current: Argument | undefined,
): void {
  if (received !== undefined && current !== undefined) {
    if (areEqual(received, current)) return;
    throw inequivalent(name, resource, printed(received), printed(current));
  }
  if (received === current) return;
  throw inequivalent(name, resource, printedWithType(received), printedWithType(current));
}

function inequivalent(
  property: string,
  resource: string,
  received: string,
  current: string,
): ChannelError {
  return new ChannelError(
    406,
    `inequivalent arg '${property}' for ${resource}: received ${received} but current is ${current}`,
  );
}

/** @param reason an Erlang term, as RabbitMQ prints it: `"expected integer, got longstr"`, `{value_zero,0}`. */
export function invalidArgument(name: string, resource: string, reason: string): ChannelError {
  return new ChannelError(406, `invalid arg '${name}' for ${resource}: ${reason}`);
}

/** @param module the Erlang module of a kind of queue that doesn't know the argument. */
export function foreignArgument(
  name: string,
  resource: string,
  { module }: { readonly module: string },
): ChannelError {
  return new ChannelError(406, `invalid arg '${name}' for ${resource} of queue type ${module}`);
}

/** As RabbitMQ prints an argument where the other side has none. */
function printedWithType(argument: Argument | undefined): string {
  if (argument === undefined) return "none";
  return `the value '${plainValue(argument)}' of type '${argument.type}'`;
}

function printed(argument: Argument): string {
  return argument.type === "void" ? "none" : `'${plainValue(argument)}'`;
}

/** "" was to mean the queue a channel declared last. */
export function noLastQueue(): ChannelError {
  return new ChannelError(404, "no previously declared queue");
}
