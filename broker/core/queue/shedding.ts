import { Alarm } from "#broker/core/alarms.ts";
import type { Backlog } from "./backlog.ts";
import type { Ledger } from "./ledger.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { QueueSurroundings } from "./queue-surroundings.ts";

/** Drops from the head of a queue what is too much, and what is past its time. */
export class Shedding<Content> {
  readonly #ready: Backlog<Content>;
  readonly #ledger: Ledger<Content>;
  readonly #settings: QueueSettings;
  readonly #around: QueueSurroundings<Content>;
  /** Rings when the first ready message expires, or before. */
  readonly #expiry = new Alarm(() => {
    this.all();
    this.#around.deadLetters.send();
  });

  constructor(
    ready: Backlog<Content>,
    ledger: Ledger<Content>,
    settings: QueueSettings,
    around: QueueSurroundings<Content>,
  ) {
    this.#ready = ready;
    this.#ledger = ledger;
    this.#settings = settings;
    this.#around = around;
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
      if (atMs > this.#around.now()) {
        this.#wakeAt(atMs);
        return;
      }
      this.#drop("expired");
    }
  }

  end(): void {
    this.#around.alarms.cancel(this.#expiry);
  }

  #wakeAt(atMs: number): void {
    const { alarms } = this.#around;
    // An earlier one will do: it sets itself again.
    if (this.#expiry.atMs === undefined || atMs < this.#expiry.atMs) alarms.set(this.#expiry, atMs);
  }

  #drop(reason: "maxlen" | "expired"): void {
    const message = this.#ready.shift();
    if (message !== undefined) this.#ledger.died(message, reason);
  }
}
