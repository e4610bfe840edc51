import type { TaskNumber } from "#shared/scenario/scenario.ts";

/** What a message of ours is, by its AMQP message-id: a task of the run, or the how-manieth that was sent astray. */
export type Named = { readonly task: TaskNumber } | { readonly astray: number };

export function messageIdOf(named: Named): string {
  return "task" in named ? String(named.task) : `${ASTRAY}${named.astray}`;
}

/** @returns `null` when it is no message of ours. */
export function namedBy(messageId: unknown): Named | null {
  if (typeof messageId !== "string") return null;
  const isAstray = messageId.startsWith(ASTRAY);
  const digits = isAstray ? messageId.slice(ASTRAY.length) : messageId;
  if (!/^[1-9]\d{0,8}$/.test(digits)) return null;
  return isAstray ? { astray: Number(digits) } : { task: Number(digits) as TaskNumber };
}

/** @returns `null` when it is no task of ours. */
export function namedTask(messageId: unknown): TaskNumber | null {
  const named = namedBy(messageId);
  return named && "task" in named ? named.task : null;
}

const ASTRAY = "astray-";
