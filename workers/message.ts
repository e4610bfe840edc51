import type { Message } from "amqplib";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { namedBy } from "./machine/message-id.ts";
import { serviceMsOfMessage } from "#shared/scenario/service-header.ts";

/** The task a message asks for, or `null` when it is no task of ours. */
export function taskOf({ properties }: Message): TaskNumber | null {
  const named = namedBy(properties.messageId);
  return named && "task" in named ? named.task : null;
}

/** As much of it as is shown of what isn't ours. */
const SHOWN = 200;

/** What a message says; of what is no text, how long it is. */
export function textOf({ content }: Message): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content).slice(0, SHOWN);
  } catch {
    return `(${content.length} bytes)`;
  }
}

/** How much work a message asks for, in lab ms. */
export function serviceMsIn({ content, properties }: Message): number {
  return serviceMsOfMessage(content, properties.headers);
}
