import { noArguments } from "#broker/core/arguments.ts";
import { openStoreOn, type Store, type StoreOptions } from "#broker/store/store.ts";
import { aMessage } from "./a-message.ts";
import type { MemoryFiles } from "./memory-files.ts";
import { textCodec } from "./text-codec.ts";

export const Q = { name: "q", autoDelete: false, arguments: noArguments };

const options = {
  directory: "/data",
  codec: textCodec,
  onDefect: (error: unknown) => {
    throw error;
  },
} satisfies StoreOptions<string>;

/** All that was told is on disk. */
export const safe = (store: Store<string>) =>
  new Promise<void>((resolve) => {
    store.journal.whenAllSafe(resolve);
  });

/** What the queue `q` holds: `1 2* 3`, redelivered ones with a star. */
export function held({ recovered }: Store<string>): string {
  return recovered.queues
    .flatMap(({ messages }) => messages)
    .map(({ publication, redelivered }) => `${publication.content}${redelivered ? "*" : ""}`)
    .join(" ");
}

/** Messages that somebody waits for. */
export function enqueue({ journal }: Store<string>, ...ids: readonly number[]): void {
  for (const id of ids) journal.enqueued("q", aMessage(id, String(id)), true);
}

/** The same with nobody waiting for it. */
export function defer({ journal }: Store<string>, ...ids: readonly number[]): void {
  for (const id of ids) journal.enqueued("q", aMessage(id, String(id)), false);
}

/** A store on these files; with a queue `q` if it has none. */
export async function openedWith(files: MemoryFiles, more: Partial<StoreOptions<string>> = {}) {
  const store = await openStoreOn(files, { ...options, ...more });
  if (store.recovered.queues.length === 0) store.journal.queueDeclared(Q);
  return store;
}
