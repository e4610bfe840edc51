import { ChannelError, Crash } from "#broker/amqp-error.ts";
import type { Arguments } from "#broker/core/arguments.ts";
import type { Release } from "#broker/core/release.ts";
import { classicQueue } from "./classic-queue.ts";
import type { QueueKind } from "./queue-kind.ts";
import { quorumQueue } from "./quorum-queue.ts";

/** The kinds of queues a release has, by what x-queue-type says. */
export class QueueKinds {
  readonly release: Release;
  readonly #classic: QueueKind;
  readonly #kinds: ReadonlyMap<string, QueueKind>;

  constructor(release: Release) {
    this.release = release;
    this.#classic = classicQueue(release);
    this.#kinds = new Map([
      ["classic", this.#classic],
      ["quorum", quorumQueue(release)],
    ]);
  }

  /** Asked before a name is made up, which is for a kind to allow (QU17). */
  refuseUnknown(args: Arguments): void {
    const type = args.get("x-queue-type");
    if (type === undefined || type.value === "stream" || this.#kinds.has(String(type.value)))
      return;
    if (this.release.crashesOnUnknownQueueType) throw new Crash();
    throw new ChannelError(406, `unknown queue type '${String(type.value)}'`);
  }

  /** The kind its arguments ask for; classic unless they do. */
  in(args: Arguments): QueueKind {
    return this.#kinds.get(String(args.get("x-queue-type")?.value)) ?? this.#classic;
  }
}
