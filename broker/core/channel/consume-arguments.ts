import { ConnectionError } from "#broker/amqp-error.ts";
import { isInteger, type Argument, type Arguments } from "#broker/core/arguments.ts";
import type { QueueKind } from "#broker/core/queue/queue-kind.ts";
import type { Release } from "#broker/core/release.ts";
import { notNegative } from "#broker/core/queue/queue-arguments.ts";
import { foreignArgument, invalidArgument } from "#broker/core/refusals.ts";

const CONSUMER_TIMEOUT = "x-consumer-timeout";

/** What the arguments of basic.consume say. */
export interface ConsumeArguments {
  /** x-priority, any integer of 64 bits: a bigint only beyond the safe integers. */
  readonly priority: number | bigint;
  /** Where it means something: how long its deliveries may go without their acknowledgements. */
  readonly timeoutMs: number | undefined;
}

/**
 * Unknown arguments are accepted.
 *
 * @param resource for the texts: "queue 'hello' in vhost '/'".
 * @throws 406 for what RabbitMQ refuses, 540 for the credit of AMQP 1.0.
 */
export function readConsumeArguments(
  args: Arguments,
  resource: string,
  kind: QueueKind,
  { knowsFailover }: Release,
): ConsumeArguments {
  const priority = args.get("x-priority");
  if (priority !== undefined && !isInteger(priority)) {
    throw invalidArgument("x-priority", resource, `"expected integer, got ${priority.type}"`);
  }
  const failover = args.get("x-cancel-on-ha-failover");
  if (knowsFailover && failover !== undefined && failover.type !== "bool") {
    throw invalidArgument(
      "x-cancel-on-ha-failover",
      resource,
      `{unacceptable_type,${failover.type}}`,
    );
  }
  const foreign = kind.foreignConsumeArguments.find((name) => args.has(name));
  if (foreign !== undefined) {
    throw foreignArgument(foreign, resource, kind);
  }
  if (args.has("x-credit")) {
    throw new ConnectionError(540, "x-credit of a consumer: needs a RabbitMQ, set AMQP_URL");
  }
  const timeout = kind.lateAckEnds === "consumer" ? args.get(CONSUMER_TIMEOUT) : undefined;
  const fault = timeout && notNegative(timeout);
  if (fault !== undefined) throw invalidArgument(CONSUMER_TIMEOUT, resource, fault);
  return {
    timeoutMs: timeout && Number(timeout.value),
    priority: priority === undefined ? 0 : exact(priority),
  };
}

function exact({ value }: Argument): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : (value as bigint);
}
