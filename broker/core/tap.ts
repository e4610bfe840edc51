import type { BrokerEvent, BrokerEventListener } from "./broker-events.ts";

/** Where those who listen to a broker's events come and go. */
export class Tap {
  readonly #listeners = new Set<BrokerEventListener>();
  readonly #onListening: (tell: BrokerEventListener | undefined) => void;

  /** @param onListening given whom to tell, when the first listener comes; undefined when the last has gone. */
  constructor(onListening: (tell: BrokerEventListener | undefined) => void) {
    this.#onListening = onListening;
  }

  /**
   * Each event from now on. A listener that throws breaks the broker's work: it must not.
   * @returns a function that ends it.
   */
  listen(listener: BrokerEventListener): () => void {
    // One's own, so that the same function may listen twice.
    const own = (event: BrokerEvent): void => {
      listener(event);
    };
    this.#listeners.add(own);
    if (this.#listeners.size === 1) this.#onListening(this.#tell);
    return () => {
      if (this.#listeners.delete(own) && this.#listeners.size === 0) this.#onListening(undefined);
    };
  }

  readonly #tell = (event: BrokerEvent): void => {
    for (const listener of this.#listeners) listener(event);
  };
}
