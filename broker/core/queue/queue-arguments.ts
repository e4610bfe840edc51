import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";
import { isInteger, type Argument, type Arguments } from "#broker/core/arguments.ts";
import { QUEUE_KINDS, type QueueType } from "./queue-kind.ts";
import { invalidArgument, refuseOtherArgument } from "#broker/core/refusals.ts";

/** Ten years: the longest time RabbitMQ takes. */
const MAX_EXPIRY_MS = 315_360_000_000;
const MAX_PRIORITY = 255;

/** What is wrong with an argument, as RabbitMQ's texts have it; undefined = nothing. */
type Check = (argument: Argument, all: Arguments) => string | undefined;

const anything: Check = () => undefined;
const queueType = oneOf(
  ["classic", "quorum", "stream"],
  (type) => `"unsupported queue type '${type}'"`,
);
const queueMode = oneOf(["default", "lazy"], (mode) => `"unsupported queue mode '${mode}'"`);
const overflow = oneOf(
  ["drop-head", "reject-publish", "reject-publish-dlx"],
  () => "invalid_overflow",
);
const strategy = oneOf(["at-most-once", "at-least-once"], () => "invalid_dlx_strategy");
const locator = oneOf(
  ["client-local", "balanced", "random", "least-leaders"],
  () => "invalid_queue_locator_arg",
);

/** Every argument with a meaning, in the order RabbitMQ looks at them, and the queue types that know it. */
const ARGUMENTS: readonly (readonly [name: string, fault: Check, types: readonly QueueType[]])[] = [
  ["x-expires", positive(expiry), ["classic", "quorum"]],
  ["x-message-ttl", expiry, ["classic", "quorum"]],
  ["x-dead-letter-exchange", text, ["classic", "quorum"]],
  ["x-dead-letter-routing-key", deadLetterRoutingKey, ["classic", "quorum"]],
  ["x-dead-letter-strategy", strategy, ["quorum"]],
  ["x-max-length", notNegative, ["classic", "quorum"]],
  ["x-max-length-bytes", notNegative, ["classic", "quorum"]],
  ["x-max-in-memory-length", notNegative, ["quorum"]],
  ["x-max-in-memory-bytes", notNegative, ["quorum"]],
  ["x-max-priority", priority, ["classic"]],
  ["x-overflow", overflow, ["classic", "quorum"]],
  ["x-queue-mode", queueMode, ["classic"]],
  ["x-queue-version", queueVersion, ["classic"]],
  ["x-single-active-consumer", yesOrNo, ["classic", "quorum"]],
  ["x-queue-type", queueType, ["classic", "quorum"]],
  ["x-quorum-initial-group-size", positive(notNegative), ["quorum"]],
  ["x-delivery-limit", anything, ["quorum"]],
  ["x-queue-leader-locator", locator, ["quorum"]],
  ["x-queue-master-locator", anything, ["classic"]],
  ["x-max-age", anything, []],
  ["x-stream-max-segment-size-bytes", anything, []],
  ["x-initial-cluster-size", anything, []],
];

export function queueTypeIn(args: Arguments): QueueType {
  return args.get("x-queue-type")?.value === "quorum" ? "quorum" : "classic";
}

/**
 * Checks the arguments of a new queue. Unknown ones are accepted, as RabbitMQ does.
 *
 * @param resource for the texts: "queue 'hello' in vhost '/'".
 * @throws 406 for what makes no sense, 540 for what we don't do.
 */
export function checkQueueArguments(args: Arguments, resource: string): void {
  refuseNoExchangeName(args, resource);
  refuseFault("x-queue-type", queueType, args, resource);
  refuseStream(args, resource);
  const type = queueTypeIn(args);
  for (const [name, fault, types] of ARGUMENTS) {
    if (types.includes(type)) refuseFault(name, fault, args, resource);
  }
  const foreign = ARGUMENTS.filter(([, , types]) => !types.includes(type)).map(([name]) => name);
  for (const name of args.keys()) {
    if (!foreign.includes(name)) continue;
    const text = `invalid arg '${name}' for ${resource} of queue type ${QUEUE_KINDS[type].module}`;
    throw new ChannelError(406, text);
  }
}

/** @throws 406 when a redeclaration's arguments differ from the queue's; only those with a meaning count. */
export function refuseOtherArguments(
  received: Arguments,
  current: Arguments,
  resource: string,
): void {
  const type = queueTypeIn(current);
  for (const [name, , types] of ARGUMENTS) {
    if (!types.includes(type)) continue;
    const [ours, theirs] = [current.get(name), received.get(name)];
    const given = ours === undefined ? theirs : theirs === undefined ? ours : undefined;
    if (given !== undefined && isDefault(name, given)) continue;
    refuseOtherArgument(name, resource, theirs, ours);
  }
}

/** Looked at before everything else, and with words of its own. */
function refuseNoExchangeName(args: Arguments, resource: string): void {
  const name = "x-dead-letter-exchange";
  const exchange = args.get(name);
  if (exchange === undefined || exchange.type === "longstr") return;
  throw new ChannelError(406, `invalid type '${exchange.type}' for arg '${name}' in ${resource}`);
}

function refuseFault(name: string, check: Check, args: Arguments, resource: string): void {
  const argument = args.get(name);
  const fault = argument && check(argument, args);
  if (fault === undefined) return;
  throw invalidArgument(name, resource, fault);
}

function refuseStream(args: Arguments, resource: string): void {
  if (args.get("x-queue-type")?.value !== "stream") return;
  throw new ConnectionError(
    540,
    `x-queue-type 'stream' for ${resource}: needs a RabbitMQ, set AMQP_URL`,
  );
}

/** Said or not said, it is the same. */
function isDefault(name: string, { value }: Argument): boolean {
  return name === "x-queue-type" && value === "classic";
}

function whole(argument: Argument): string | undefined {
  return isInteger(argument) ? undefined : `"expected integer, got ${argument.type}"`;
}

function notNegative(argument: Argument): string | undefined {
  return (
    whole(argument) ??
    (Number(argument.value) < 0 ? printed("value_negative", argument) : undefined)
  );
}

function expiry(argument: Argument): string | undefined {
  const isTooLarge = Number(argument.value) > MAX_EXPIRY_MS;
  return notNegative(argument) ?? (isTooLarge ? printed("value_too_large", argument) : undefined);
}

function priority(argument: Argument): string | undefined {
  const isTooLarge = Number(argument.value) > MAX_PRIORITY;
  return (
    notNegative(argument) ?? (isTooLarge ? printed("max_value_exceeded", argument) : undefined)
  );
}

function queueVersion(argument: Argument): string | undefined {
  const isKnown = [1, 2].includes(Number(argument.value));
  return (
    notNegative(argument) ??
    (isKnown ? undefined : `"unsupported queue version '${String(argument.value)}'"`)
  );
}

function text({ type }: Argument): string | undefined {
  return type === "longstr" ? undefined : `{unacceptable_type,${type}}`;
}

function yesOrNo({ type }: Argument): string | undefined {
  return type === "bool" ? undefined : `{unacceptable_type,${type}}`;
}

function deadLetterRoutingKey(argument: Argument, all: Arguments): string | undefined {
  const isAlone = !all.has("x-dead-letter-exchange");
  return text(argument) ?? (isAlone ? "routing_key_but_no_dlx_defined" : undefined);
}

function positive(check: Check): Check {
  return (argument, all) => {
    const isZero = isInteger(argument) && Number(argument.value) === 0;
    return isZero ? printed("value_zero", argument) : check(argument, all);
  };
}

function oneOf(names: readonly string[], otherwise: (name: string) => string): Check {
  return (argument) => {
    const name = String(argument.value);
    return text(argument) ?? (names.includes(name) ? undefined : otherwise(name));
  };
}

function printed(fault: string, { value }: Argument): string {
  return `{${fault},${String(value)}}`;
}
