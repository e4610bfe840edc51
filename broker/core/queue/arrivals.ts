import type { Message } from "#broker/core/message.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { Bookkeeping } from "./bookkeeping.ts";
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
    const message: Message<Content> = {
      id: this.#deps.newMessageId(),
      publication,
      position: this.#count++,
      redelivered: publication.wasDelivered === true,
      deliveryCount: this.#queue.settings.kind.countsDeliveries ? 0 : undefined,
      acquiredCount: 0,
      expiresAtMs: this.#expiryOf(publication),
      stored: this.stores(publication),
    };
    this.#books.entered(message);
    return message;
  }

  /** It was there when the broker stopped; in order of position. */
  restore(message: Message<Content>): void {
    const { kind } = this.#queue.settings;
    if (kind.countsDeliveries) message.redelivered = message.acquiredCount > 0;
    else message.deliveryCount = undefined;
    const cameBack = kind.countsDeliveries && message.redelivered;
    if (cameBack && !kind.requeuesToTail(this.#queue.settings)) this.#ready.putBack(message);
    else this.#ready.push(message);
    this.#books.restored(message);
    this.#count = message.position + 1;
  }

  /** It was given to somebody, and waits again. @returns false when it was once too often. */
  takeBack(
    message: Message<Content>,
    { toTail, hasFailed }: { readonly toTail: boolean; readonly hasFailed: boolean },
  ): boolean {
    const { kind, deliveryLimit = Infinity } = this.#queue.settings;
    message.redelivered = true;
    message.acquiredCount += 1;
    if (message.deliveryCount !== undefined && hasFailed) {
      message.deliveryCount += 1;
      if (message.deliveryCount > deliveryLimit) {
        this.#books.died(message, "delivery_limit", true);
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

  /** The shorter of the queue's and its own time to live counts. */
  #expiryOf({ expirationMs = Infinity }: Publication<Content>): number | undefined {
    const ttlMs = Math.min(this.#queue.settings.messageTtlMs ?? Infinity, expirationMs);
    return ttlMs === Infinity ? undefined : this.#deps.now() + ttlMs;
  }
}
