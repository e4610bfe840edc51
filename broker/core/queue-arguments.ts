import { ChannelError, ConnectionError } from "../amqp-error.ts";
import { areEqual, isInteger, type Argument, type Arguments } from "./arguments.ts";
import { inequivalent, printedWithType } from "./refusals.ts";

/** Milliseconds an Erlang timer can wait: RabbitMQ's own limit. */
const MAX_EXPIRES_MS = 4_294_967_295;

/** Arguments that mean something to RabbitMQ and nothing here yet: better refused than ignored. */
const UNSUPPORTED = [
  "x-dead-letter-exchange",
  "x-dead-letter-routing-key",
  "x-dead-letter-strategy",
  "x-delivery-limit",
  "x-max-length",
  "x-max-length-bytes",
  "x-max-priority",
  "x-message-ttl",
  "x-overflow",
  "x-single-active-consumer",
];

/**
 * Checks the arguments of a declaration. Unknown ones are accepted, as RabbitMQ does.
 *
 * @param resource for the texts: "queue 'hello' in vhost '/'".
 * @returns x-expires in milliseconds.
 */
export function readQueueArguments(args: Arguments, resource: string): number | undefined {
  for (const name of UNSUPPORTED) if (args.has(name)) throw notImplemented(name, resource);
  readQueueType(args.get("x-queue-type"), resource);
  readQueueMode(args.get("x-queue-mode"), resource);
  return readExpires(args.get("x-expires"), resource);
}

/** @throws 406 when a redeclaration's arguments differ from the queue's; only those with a meaning count. */
export function refuseOtherArguments(
  received: Arguments,
  current: Arguments,
  resource: string,
): void {
  const name = "x-expires";
  const [ours, theirs] = [current.get(name), received.get(name)];
  if (ours !== undefined && theirs !== undefined) {
    if (areEqual(ours, theirs)) return;
    throw inequivalent(name, resource, `'${String(theirs.value)}'`, `'${String(ours.value)}'`);
  }
  if (ours === theirs) return;
  throw inequivalent(name, resource, printedWithType(theirs), printedWithType(ours));
}

function readQueueType(type: Argument | undefined, resource: string): void {
  if (type === undefined || type.value === "classic") return;
  if (type.type !== "longstr")
    throw invalid("x-queue-type", resource, `{unacceptable_type,${type.type}}`);
  const name = String(type.value);
  if (name === "quorum" || name === "stream") {
    throw notImplemented(`x-queue-type '${name}'`, resource);
  }
  throw invalid("x-queue-type", resource, `"unsupported queue type '${name}'"`);
}

/** Where messages wait, in memory or on disk: checked, and of no consequence here. */
function readQueueMode(mode: Argument | undefined, resource: string): void {
  if (mode === undefined || mode.value === "default" || mode.value === "lazy") return;
  throw invalid("x-queue-mode", resource, `"unsupported queue mode '${String(mode.value)}'"`);
}

function readExpires(expires: Argument | undefined, resource: string): number | undefined {
  if (expires === undefined) return undefined;
  if (!isInteger(expires)) {
    throw invalid("x-expires", resource, `"expected integer, got ${expires.type}"`);
  }
  const expiresMs = Number(expires.value);
  const fault =
    expiresMs === 0
      ? "value_zero"
      : expiresMs < 0
        ? "value_negative"
        : expiresMs > MAX_EXPIRES_MS
          ? "value_too_large"
          : undefined;
  if (fault !== undefined) throw invalid("x-expires", resource, `{${fault},${expiresMs}}`);
  return expiresMs;
}

function invalid(name: string, resource: string, reason: string): ChannelError {
  return new ChannelError(406, `invalid arg '${name}' for ${resource}: ${reason}`);
}

function notImplemented(what: string, resource: string): ConnectionError {
  return new ConnectionError(540, `${what} for ${resource}: needs a RabbitMQ, set AMQP_URL`);
}
