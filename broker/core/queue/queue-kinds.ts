import type { Arguments } from "#broker/core/arguments.ts";
import type { Release } from "#broker/core/release.ts";
import { classicQueue } from "./classic-queue.ts";
import type { QueueKind } from "./queue-kind.ts";
import { quorumQueue } from "./quorum-queue.ts";

/** The kinds of queues a release has, by what x-queue-type says. */
export class QueueKinds {
  readonly release: Release;
  readonly #kinds: ReadonlyMap<string, QueueKind>;

  constructor(release: Release) {
    this.release = release;
    this.#kinds = new Map([
      ["classic", classicQueue],
      ["quorum", quorumQueue(release)],
    ]);
  }

  /** The kind its arguments ask for; classic unless they do. */
  in(args: Arguments): QueueKind {
    return this.#kinds.get(String(args.get("x-queue-type")?.value)) ?? classicQueue;
  }
}
