import { messageEvent, type Departure } from "#broker/core/broker-events.ts";
import type { DeathReason } from "#broker/core/deaths.ts";
import type { Letter } from "#broker/core/dead-letters.ts";
import { occupiedBytes } from "#broker/core/memory-gauge.ts";
import type { Message } from "#broker/core/message.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { Consumer } from "./consumer.ts";
import type { QueueProperties } from "./queue-properties.ts";
import type { QueueDeps } from "./queue-deps.ts";

/** What a queue has others know of its messages and consumers: the journal, the memory, who listens, the dead letter exchange. */
export class Bookkeeping<Content> {
  readonly #queue: Pick<QueueProperties, "name" | "settings">;
  readonly #deps: QueueDeps<Content>;
  /** What its messages occupy, ready or unacked, where anybody minds. */
  #bytes = 0;

  constructor(queue: Pick<QueueProperties, "name" | "settings">, deps: QueueDeps<Content>) {
    this.#queue = queue;
    this.#deps = deps;
  }

  entered(message: Message<Content>): void {
    const { journal, events } = this.#deps;
    const queue = this.#queue.name;
    this.restored(message);
    if (message.stored) {
      const urgent = message.publication.awaited || this.#queue.settings.kind.writesAtOnce;
      journal?.enqueued(queue, message, urgent);
    }
    events?.(messageEvent("enqueued", this.#deps.now(), queue, message));
  }

  /** The journal has it already. */
  restored(message: Message<Content>): void {
    const { memory } = this.#deps;
    if (memory === undefined) return;
    const bytes = occupiedBytes(message);
    this.#bytes += bytes;
    memory.add(bytes);
  }

  /** It was given to somebody, and waits again. */
  cameBack(message: Message<Content>): void {
    const { kind } = this.#queue.settings;
    if (message.stored && kind.countsDeliveries)
      this.#deps.journal?.restated(this.#queue.name, message);
  }

  /** The queue is deleted: it has given up all at once, also what is still held by somebody. */
  closed(): void {
    this.#deps.memory?.remove(this.#bytes);
    this.#bytes = 0;
  }

  left(message: Message<Content>, why: Departure): void {
    const { journal, events, memory } = this.#deps;
    const queue = this.#queue.name;
    if (memory !== undefined) {
      const bytes = Math.min(this.#bytes, occupiedBytes(message));
      this.#bytes -= bytes;
      memory.remove(bytes);
    }
    if (message.stored) journal?.gone(queue, message.id, why === "purged");
    // Who acknowledged it is for the channel to say.
    if (why === "acked") return;
    events?.(messageEvent(why, this.#deps.now(), queue, message));
  }

  consumer(
    type: "consumer-added" | "consumer-removed",
    { tag, noAck, attachment }: Consumer<Content>,
  ): void {
    const { events, now } = this.#deps;
    const { client } = attachment.recipient;
    events?.({ type, atMs: now(), queue: this.#queue.name, consumerTag: tag, noAck, client });
  }

  /** It leaves for good: for the dead letter exchange, if there is one. */
  died(message: Message<Content>, reason: DeathReason): void {
    const why = reason === "expired" ? "expired" : "dropped";
    if (this.#queue.settings.deadLetterExchange === undefined) {
      this.left(message, why);
      return;
    }
    const { publication, failures } = message;
    this.#post({
      publication,
      reason,
      failures,
      then: (wasSent) => {
        this.left(message, wasSent ? "dead-lettered" : why);
      },
    });
  }

  /** It was never let in. */
  turnedAway(publication: Publication<Content>): void {
    const { overflow, deadLetterExchange } = this.#queue.settings;
    if (overflow !== "reject-publish-dlx" || deadLetterExchange === undefined) return;
    const { failures = 0 } = publication;
    this.#post({ publication, reason: "maxlen", failures, then: () => undefined });
  }

  #post(letter: Omit<Letter<Content>, "from">): void {
    this.#deps.deadLetters.post({ from: this.#queue, ...letter });
  }
}
