import type { Message } from "amqplib";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { serviceMsOfMessage } from "#shared/scenario/service-header.ts";

/** The task a message asks for, by its messageId, or `null` when it is no message of ours. */
export function taskOf({ properties }: Message): TaskNumber | null {
  const id: unknown = properties.messageId;
  return typeof id === "string" && /^[1-9]\d{0,8}$/.test(id) ? (Number(id) as TaskNumber) : null;
}

/** How much work a message asks for, in lab ms. */
export function serviceMsIn({ content, properties }: Message): number {
  return serviceMsOfMessage(content.toString("utf8"), properties.headers);
}
