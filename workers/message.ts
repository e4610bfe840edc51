import { createHash } from "node:crypto";
import type { Message } from "amqplib";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import { namedTask } from "./machine/message-id.ts";
import type { Delivery } from "./machine/worker-state.ts";
import { workOf } from "./machine/work-of.ts";
import { serviceMsOfMessage } from "#shared/scenario/service-header.ts";
import { MS_PER_DOT, WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";

/** The task a message asks for, or `null` when it is no task of ours. */
export function taskOf({ properties }: Message): TaskNumber | null {
  return namedTask(properties.messageId);
}

/** What a message asks for. */
export function workIn({ content, properties }: Message): Pick<Delivery, "serviceMs" | "isPoison"> {
  return workOf(content.toString(), serviceMsOfMessage(content, properties.headers));
}

/** How often it came back, by the headers of a quorum queue (QQ4). */
export function returnsIn({ properties: { headers } }: Message): ReturnCounts {
  const acquiredCount = countIn(headers?.["x-acquired-count"]);
  const deliveryCount = countIn(headers?.["x-delivery-count"]);
  const deathCount = deathsIn(headers?.["x-death"]);
  return {
    ...(deathCount > 0 && { deathCount }),
    ...(acquiredCount > 0 && { acquiredCount }),
    ...(deliveryCount > 0 && { deliveryCount }),
  };
}

/** Of an `x-death`, in which each queue and reason stands once: it expires where it waits to come back. */
function deathsIn(header: unknown): number {
  const deaths = Array.isArray(header) ? (header as readonly Record<string, unknown>[]) : [];
  const own = deaths.filter(({ reason }) => reason !== "expired");
  return own.reduce((sum, { count }) => sum + countIn(count), 0);
}

function countIn(header: unknown): number {
  return typeof header === "number" && Number.isSafeInteger(header) ? header : 0;
}

/** A message that somebody else published. */
export interface FromOutside {
  /** The same for messages that nobody can tell apart. */
  readonly likeness: string;
  /** Cut short; of what is no text, or too long to show, how many bytes it is. */
  readonly text: string;
  /** As much of what it asks for as we work on. */
  readonly serviceMs: number;
  readonly askedMs: number;
  readonly persistent: boolean;
  readonly redelivered: boolean;
}

/** What is longer isn't read. */
const MOST_BYTES = 64 * 1024;
/** What asks for more is worked on for so long. */
const MOST_MS = WORKLOAD_LIMITS.dots * MS_PER_DOT;
const PERSISTENT = 2;

export function fromOutside(message: Message): FromOutside {
  const { content, properties, fields } = message;
  const askedMs = serviceMsOfMessage(content, properties.headers);
  return {
    likeness: likenessOf(message),
    text: textOf(content),
    serviceMs: Math.min(askedMs, MOST_MS),
    askedMs,
    persistent: properties.deliveryMode === PERSISTENT,
    redelivered: fields.redelivered,
  };
}

const ADDED = /^x-(acquired-count|delivery-count|death|(first|last)-death-.*)$/;

/** Without what a queue adds when it comes back. */
function likenessOf({ content, properties }: Message): string {
  const all = Object.entries(properties.headers ?? {});
  const headers = Object.fromEntries(all.filter(([name]) => !ADDED.test(name)));
  const said = JSON.stringify({ ...properties, headers });
  return createHash("sha256").update(said).update(content).digest("hex");
}

function textOf(content: Buffer): string {
  if (content.length > MOST_BYTES) return bytesOf(content);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    return text.slice(0, WORKLOAD_LIMITS.textLength);
  } catch {
    return bytesOf(content);
  }
}

function bytesOf({ length }: Buffer): string {
  return `(${length} bytes)`;
}
