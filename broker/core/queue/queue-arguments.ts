import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";
import { isInteger, type Argument, type Arguments } from "#broker/core/arguments.ts";
import { foreignArgument, invalidArgument, refuseOtherArgument } from "#broker/core/refusals.ts";
import type { Release } from "#broker/core/release.ts";
import type { QueueKind } from "./queue-kind.ts";
import type { QueueKinds } from "./queue-kinds.ts";

/** Ten years: the longest time RabbitMQ takes. */
const MAX_EXPIRY_MS = 315_360_000_000;
const MAX_PRIORITY = 255;

const CLASSIC: Argument = { type: "longstr", value: "classic" };

/** What is wrong with an argument, as RabbitMQ's texts have it; undefined = nothing. */
type Check = (argument: Argument, all: Arguments, release: Release) => string | undefined;

const anything: Check = () => undefined;
const queueType = oneOf(
  ["classic", "quorum", "stream"],
  (type) => `"unsupported queue type '${type}'"`,
);
const knownMode = oneOf(["default", "lazy"], (mode) => `"unsupported queue mode '${mode}'"`);
const queueMode: Check = (argument, all, release) =>
  release.knowsQueueMode ? knownMode(argument, all, release) : undefined;
const overflow = oneOf(
  ["drop-head", "reject-publish", "reject-publish-dlx"],
  () => "invalid_overflow",
);
const strategy = oneOf(["at-most-once", "at-least-once"], () => "invalid_dlx_strategy");
const locator = oneOf(
  ["client-local", "balanced", "random", "least-leaders"],
  () => "invalid_queue_locator_arg",
);

/** Every argument with a meaning, in the order RabbitMQ looks at them; which kind of queue knows it says the kind. */
const ARGUMENTS: ReadonlyMap<string, Check> = new Map([
  ["x-expires", positive(expiry)],
  ["x-message-ttl", expiry],
  ["x-dead-letter-exchange", text],
  ["x-dead-letter-routing-key", deadLetterRoutingKey],
  ["x-dead-letter-strategy", strategy],
  ["x-max-length", notNegative],
  ["x-max-length-bytes", notNegative],
  ["x-max-in-memory-length", notNegative],
  ["x-max-in-memory-bytes", notNegative],
  ["x-max-priority", priority],
  ["x-overflow", overflow],
  ["x-queue-mode", queueMode],
  ["x-queue-version", queueVersion],
  ["x-single-active-consumer", yesOrNo],
  ["x-queue-type", queueType],
  ["x-quorum-initial-group-size", positive(notNegative)],
  ["x-delivery-limit", anything],
  ["x-queue-leader-locator", locator],
  ["x-consumer-timeout", notNegative],
  ["x-queue-master-locator", anything],
  ["x-max-age", anything],
  ["x-stream-max-segment-size-bytes", anything],
  ["x-initial-cluster-size", anything],
]);

/**
 * Checks the arguments of a new queue. Unknown ones are accepted, as RabbitMQ does.
 *
 * @param resource for the texts: "queue 'hello' in vhost '/'".
 * @throws 406 for what makes no sense, 540 for what we don't do.
 */
export function checkQueueArguments(args: Arguments, resource: string, kinds: QueueKinds): void {
  refuseNoExchangeName(args, resource);
  const { release } = kinds;
  refuseFault("x-queue-type", queueType, args, resource, release);
  refuseStream(args, resource);
  const kind = kinds.in(args);
  for (const [name, fault] of ARGUMENTS) {
    if (kind.queueArguments.includes(name)) refuseFault(name, fault, args, resource, release);
  }
  for (const name of args.keys()) {
    const isMeant = ARGUMENTS.has(name) && !release.laterQueueArguments.includes(name);
    if (isMeant && !kind.queueArguments.includes(name)) throw foreignArgument(name, resource, kind);
  }
  if (release.refusesMasterLocator && args.has("x-queue-master-locator")) throw notPermitted();
}

/** @throws 406 when a redeclaration's arguments differ from the queue's; only those with a meaning count. */
export function refuseOtherArguments(
  received: Arguments,
  { arguments: current, kind }: { readonly arguments: Arguments; readonly kind: QueueKind },
  resource: string,
  { saysQueueType }: Release,
): void {
  for (const name of ARGUMENTS.keys()) {
    if (!kind.queueArguments.includes(name)) continue;
    const unsaid = name === "x-queue-type" && saysQueueType ? CLASSIC : undefined;
    const [ours, theirs] = [current.get(name) ?? unsaid, received.get(name) ?? unsaid];
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

function refuseFault(
  name: string,
  check: Check,
  args: Arguments,
  resource: string,
  release: Release,
): void {
  const argument = args.get(name);
  const fault = argument && check(argument, args, release);
  if (fault === undefined) return;
  throw invalidArgument(name, resource, fault);
}

function notPermitted(): ConnectionError {
  return new ConnectionError(
    541,
    "Feature `queue_master_locator` is deprecated.\nBy default, this feature is not permitted anymore.\n" +
      "The feature will be removed from a future major RabbitMQ version, regardless of the configuration; " +
      "actual version to be determined.\nTo continue using this feature when it is not permitted by default, " +
      "set the following parameter in your configuration",
  );
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

/** @returns what is wrong with it. */
export function notNegative(argument: Argument): string | undefined {
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

function queueVersion(
  argument: Argument,
  _all: Arguments,
  { queueVersions }: Release,
): string | undefined {
  const isKnown = queueVersions.includes(Number(argument.value));
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
  return (argument, all, release) => {
    const isZero = isInteger(argument) && Number(argument.value) === 0;
    return isZero ? printed("value_zero", argument) : check(argument, all, release);
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
