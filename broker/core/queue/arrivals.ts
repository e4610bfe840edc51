import type { Message } from "#broker/core/message.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { Bookkeeping } from "./bookkeeping.ts";
import { isRemembered, type Failure } from "./failures.ts";
import type { QueueDeps } from "./queue-deps.ts";
import type { QueueProperties } from "./queue-properties.ts";
import type { ReadyMessages } from "./ready/ready-messages.ts";

/** Messages that come to a queue, for the first time or again: their places in it, and how often they did. */
export class Arrivals<Content> {
  readonly #queue: Pick<QueueProperties, "durable" | "settings">;
  readonly #ready: ReadyMessages<Content>;
  readonly #books: Bookkeeping<Content>;
  readonly #deps: QueueDeps<Content>;
  #count = 0;

  constructor(
    queue: Pick<QueueProperties, "durable" | "settings">,
    ready: ReadyMessages<Content>,
    books: Bookkeeping<Content>,
    deps: QueueDeps<Content>,
  ) {
    this.#queue = queue;
    this.#ready = ready;
    this.#books = books;
    this.#deps = deps;
  }

  /** Whether the queue keeps such a message on disk. */
  stores({ persistent }: Publication<Content>): boolean {
    return this.#queue.durable && (persistent || this.#queue.settings.kind.keepsTransient);
  }

  /** A message of the queue's, which has a place and is not in it yet. */
  enter(publication: Publication<Content>): Message<Content> {
    const { failures = 0 } = publication;
    const message: Message<Content> = {
      id: this.#deps.newMessageId(),
      publication,
      position: this.#count++,
      redelivered: this.#hasKnownFailures(publication),
      deliveryCount: this.#firstCount(failures),
      acquiredCount: 0,
      failures,
      expiresAtMs: this.#expiryOf(publication),
      stored: this.stores(publication),
    };
    this.#books.entered(message);
    return message;
  }

  /** It was there when the broker stopped; in order of position. */
  restore(message: Message<Content>): void {
    const { kind } = this.#queue.settings;
    const cameBack = kind.countsDeliveries && message.acquiredCount > 0;
    const hasFailed = this.#hasKnownFailures(message.publication);
    message.redelivered = hasFailed || (kind.countsDeliveries ? cameBack : message.redelivered);
    if (!cameBack) message.deliveryCount = this.#firstCount(message.failures);
    if (message.deliveryCount !== undefined && kind.failureMemory === "counted")
      message.failures = message.deliveryCount;
    if (cameBack && !kind.requeuesToTail(this.#queue.settings)) this.#ready.putBack(message);
    else this.#ready.push(message);
    this.#books.restored(message);
    this.#count = message.position + 1;
  }

  /** It was given to somebody, and waits again. @returns false when it was once too often. */
  takeBack(
    message: Message<Content>,
    { toTail, failure }: { readonly toTail: boolean; readonly failure: Failure | undefined },
  ): boolean {
    const { kind, deliveryLimit = Infinity } = this.#queue.settings;
    message.redelivered = true;
    message.acquiredCount += 1;
    if (failure !== undefined) this.remember(message, failure);
    if (message.deliveryCount !== undefined) {
      if (failure !== undefined) message.deliveryCount += 1;
      if (message.deliveryCount > deliveryLimit) {
        this.#books.died(message, "delivery_limit");
        return false;
      }
    }
    // Where it counts, what comes back has an order of its own.
    if (kind.countsDeliveries) message.position = this.#count++;
    if (toTail) this.#ready.push(message);
    else this.#ready.putBack(message);
    this.#books.cameBack(message);
    return true;
  }

  /** Its dead letter is to know of it. */
  remember(message: Message<Content>, failure: Failure): void {
    if (isRemembered(failure, this.#queue.settings.kind.failureMemory)) message.failures += 1;
  }

  #hasKnownFailures({ failures = 0 }: Publication<Content>): boolean {
    return failures > 0 && this.#queue.settings.kind.failureMemory !== "forgotten";
  }

  /** @param failures before it came. */
  #firstCount(failures: number): number | undefined {
    const { countsDeliveries, failureMemory } = this.#queue.settings.kind;
    if (!countsDeliveries) return undefined;
    return failureMemory === "counted" ? failures : 0;
  }

  /** The shorter of the queue's and its own time to live counts. */
  #expiryOf({ expirationMs = Infinity }: Publication<Content>): number | undefined {
    const ttlMs = Math.min(this.#queue.settings.messageTtlMs ?? Infinity, expirationMs);
    return ttlMs === Infinity ? undefined : this.#deps.now() + ttlMs;
  }
}
