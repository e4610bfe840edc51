import { Alarm } from "#broker/core/alarms.ts";
import type { ReadyMessages } from "./ready/ready-messages.ts";
import type { Bookkeeping } from "./bookkeeping.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { QueueDeps } from "./queue-deps.ts";

/** Drops from the head of a queue what is too much, and what is past its time. */
export class Shedding<Content> {
  readonly #ready: ReadyMessages<Content>;
  readonly #books: Bookkeeping<Content>;
  readonly #settings: QueueSettings;
  readonly #deps: QueueDeps<Content>;
  /** Rings when the first ready message expires, or before. */
  readonly #expiry = new Alarm(() => {
    this.all();
    this.#deps.deadLetters.send();
  });

  constructor(
    ready: ReadyMessages<Content>,
    books: Bookkeeping<Content>,
    settings: QueueSettings,
    deps: QueueDeps<Content>,
  ) {
    this.#ready = ready;
    this.#books = books;
    this.#settings = settings;
    this.#deps = deps;
  }

  all(): void {
    this.excess();
    this.expired();
  }

  excess(): void {
    while (this.#settings.overflow === "drop-head" && this.#ready.isOverfull) this.#drop("maxlen");
    this.#ready.settleGate();
  }

  expired(): void {
    for (let atMs = this.#ready.expiresAtMs; atMs !== undefined; atMs = this.#ready.expiresAtMs) {
      if (atMs > this.#deps.now()) {
        this.#wakeAt(atMs);
        return;
      }
      this.#drop("expired");
    }
  }

  end(): void {
    this.#deps.alarms.cancel(this.#expiry);
  }

  #wakeAt(atMs: number): void {
    const { alarms } = this.#deps;
    // An earlier one will do: it sets itself again.
    if (this.#expiry.atMs === undefined || atMs < this.#expiry.atMs) alarms.set(this.#expiry, atMs);
  }

  #drop(reason: "maxlen" | "expired"): void {
    const message = this.#ready.shift();
    if (message !== undefined) this.#books.died(message, reason);
  }
}
