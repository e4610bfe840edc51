import { expect } from "vitest";
import type { Field, FieldTable } from "#broker/wire/field-table.ts";
import { eventually } from "./eventually.ts";
import { openQueues, type QueueClient } from "./queue-client.ts";
import type { fieldTable } from "#broker/testing/field-table.ts";

type Plain = Parameters<typeof fieldTable>[0];

/** A client with a queue `dead` for dead letters, and `k` whose dead letters go there. */
export async function openGrave(url: string, args: Plain = {}) {
  const client = await openQueues(url);
  const dead = await client.declare("dead");
  const k = await client.declare("k", {
    "x-dead-letter-exchange": "",
    "x-dead-letter-routing-key": dead,
    ...args,
  });
  return { ...client, dead, k };
}

/** The next dead letter, once it has come; its headers are then the last heard. */
export async function arrival(client: QueueClient, queue: string): Promise<string> {
  let body = "";
  await eventually(async () => {
    body = await client.take(queue);
    expect(body).not.toBe("");
  });
  return body;
}

/** Gets the first message and rejects it for good. */
export async function reject(
  { wire, get }: QueueClient,
  queue: string,
  tag: number,
): Promise<void> {
  await get(queue);
  wire.send("basic.reject", { deliveryTag: tag, requeue: false });
}

/** Names, types and values of a table, in their order; times become "now". */
function shown(table: FieldTable | undefined): readonly string[] {
  return [...(table ?? [])].map(([name, field]) => `${name}: ${field.type} ${valueOf(field)}`);
}

function valueOf(field: Field): string {
  switch (field.type) {
    case "array":
      return `[${field.value.map((each) => valueOf(each)).join(" | ")}]`;
    case "table":
      return shown(field.value).join(", ");
    case "timestamp":
      return Math.abs(Number(field.value) - Date.now() / 1000) < 60 ? "now" : String(field.value);
    case "longstr":
    case "signedint":
    case "long":
      return String(field.value);
    default:
      return JSON.stringify(field.value);
  }
}

/** "queue reason count" of each death in x-death, in its order. */
export function deaths({ wire }: QueueClient): readonly string[] {
  const list = wire.lastProperties().headers?.get("x-death");
  if (list?.type !== "array") return [];
  return list.value.map((death) => {
    const fields = death.type === "table" ? death.value : new Map<string, Field>();
    return ["queue", "reason", "count"]
      .map((name) => fields.get(name))
      .map((field) => (field === undefined ? "none" : valueOf(field)))
      .join(" ")
      .replace(/-[0-9a-f]{8} /, " ");
  });
}

/** The headers of the last message, with queues named as they were declared. */
export function headers({ wire }: QueueClient): readonly string[] {
  return shown(wire.lastProperties().headers).map((line) => line.replaceAll(/-[0-9a-f]{8}\b/g, ""));
}
