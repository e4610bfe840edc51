import type { Arguments } from "#broker/core/arguments.ts";
import type { QueueKind } from "./queue-kind.ts";

/** What happens to a message a full queue is given. */
export type Overflow = "drop-head" | "reject-publish" | "reject-publish-dlx";

/** What a queue's arguments ask of it; undefined = not asked for. */
export interface QueueSettings {
  readonly kind: QueueKind;
  /** Unused for so long, the queue is deleted. */
  readonly expiresMs: number | undefined;
  readonly messageTtlMs: number | undefined;
  readonly deadLetterExchange: string | undefined;
  /** In place of a dead letter's own. */
  readonly deadLetterRoutingKey: string | undefined;
  /** Ready messages. */
  readonly maxLength: number | undefined;
  /** Of the bodies of ready messages. */
  readonly maxLengthBytes: number | undefined;
  readonly overflow: Overflow;
  /** Higher priorities count as this one; undefined or 0 = first come, first served. */
  readonly maxPriority: number | undefined;
  readonly singleActiveConsumer: boolean;
  readonly deliveryLimit: number | undefined;
  /** How long a delivery may go without its acknowledgement, unless its consumer says otherwise. */
  readonly consumerTimeoutMs: number | undefined;
}

/** @param args as `checkQueueArguments` let them pass. */
export function readQueueSettings(args: Arguments, kind: QueueKind): QueueSettings {
  const number = (name: string) => numberIn(args, name);
  const text = (name: string) => textIn(args, name);
  return {
    kind,
    expiresMs: number("x-expires"),
    messageTtlMs: number("x-message-ttl"),
    deadLetterExchange: text("x-dead-letter-exchange"),
    deadLetterRoutingKey: text("x-dead-letter-routing-key"),
    maxLength: number("x-max-length"),
    maxLengthBytes: number("x-max-length-bytes"),
    overflow: overflowIn(args, kind),
    maxPriority: number("x-max-priority"),
    singleActiveConsumer: args.get("x-single-active-consumer")?.value === true,
    deliveryLimit: kind.deliveryLimitOf(number("x-delivery-limit")),
    consumerTimeoutMs: number("x-consumer-timeout"),
  };
}

function overflowIn(args: Arguments, { deadLettersRefused }: QueueKind): Overflow {
  // Checked to be one of the three.
  const overflow = (textIn(args, "x-overflow") ?? "drop-head") as Overflow;
  return overflow === "reject-publish-dlx" && !deadLettersRefused ? "drop-head" : overflow;
}

function numberIn(args: Arguments, name: string): number | undefined {
  const argument = args.get(name);
  return argument && Number(argument.value);
}

function textIn(args: Arguments, name: string): string | undefined {
  const argument = args.get(name);
  return argument && String(argument.value);
}
