import type { BrokerEvent, BrokerEventListener } from "./broker-events.ts";

/** Whose events are asked for: of these queues alone, or all there are. */
export type Asked = ReadonlySet<string> | "all";

/** Where those who listen to a broker's events come and go. */
export class Tap {
  readonly #listeners = new Map<BrokerEventListener, string | undefined>();
  readonly #onListening: (tell: BrokerEventListener | undefined, asked: Asked) => void;

  /** @param onListening given whom to tell, and of what, whenever that changes; undefined when the last listener has gone. */
  constructor(onListening: (tell: BrokerEventListener | undefined, asked: Asked) => void) {
    this.#onListening = onListening;
  }

  /**
   * Each event from now on; with `queue`, of that queue alone. A listener that throws breaks the broker's work: it must not.
   * @returns a function that ends it.
   */
  listen(listener: BrokerEventListener, queue?: string): () => void {
    // One's own, so that the same function may listen twice.
    const own = (event: BrokerEvent): void => {
      if (concerns(event, queue)) listener(event);
    };
    this.#listeners.set(own, queue);
    this.#onListening(this.#tell, this.asked);
    return () => {
      if (!this.#listeners.delete(own)) return;
      this.#onListening(this.#listeners.size > 0 ? this.#tell : undefined, this.asked);
    };
  }

  get asked(): Asked {
    const queues = [...this.#listeners.values()];
    const named = queues.filter((queue) => queue !== undefined);
    return named.length < queues.length ? "all" : new Set(named);
  }

  readonly #tell = (event: BrokerEvent): void => {
    for (const listener of [...this.#listeners.keys()]) listener(event);
  };
}

/** That events were missed concerns everybody. */
function concerns(event: BrokerEvent, queue: string | undefined): boolean {
  return queue === undefined || event.type === "missed" || queueOf(event) === queue;
}

/** @returns undefined for what is of no queue. */
export function queueOf(event: BrokerEvent): string | undefined {
  return "queue" in event ? event.queue : undefined;
}
