import type { Channel, ConsumeMessage, Message } from "amqplib";
import type { AttemptRef } from "#shared/run-log/run-event.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { AckMode } from "#shared/scenario/strategy.ts";

/** A message in a worker's hands. Its tag means something on its own channel only. */
export interface Delivery {
  readonly ref: AttemptRef;
  readonly ack: AckMode;
  readonly serviceMs: number;
  readonly channel: Channel;
  readonly message: ConsumeMessage;
  /** The broker took the worker for dead and has given it to somebody else; `serviceMs` is what was left to do. */
  readonly late: boolean;
}

/** The task a message asks for, by its messageId, or `null` when it is no message of ours. */
export function taskOf({ properties }: Message): TaskNumber | null {
  const id: unknown = properties.messageId;
  return typeof id === "string" && /^[1-9]\d{0,8}$/.test(id) ? (Number(id) as TaskNumber) : null;
}
