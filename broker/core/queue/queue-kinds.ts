import type { Arguments } from "#broker/core/arguments.ts";
import { classicQueue } from "./classic-queue.ts";
import type { QueueKind } from "./queue-kind.ts";
import { quorumQueue } from "./quorum-queue.ts";

export const QUEUE_KINDS: ReadonlyMap<string, QueueKind> = new Map([
  ["classic", classicQueue],
  ["quorum", quorumQueue],
]);

/** The kind its arguments ask for; classic unless they do. */
export function queueKindIn(args: Arguments): QueueKind {
  return QUEUE_KINDS.get(String(args.get("x-queue-type")?.value)) ?? classicQueue;
}
