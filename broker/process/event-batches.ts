import type { BrokerEvent } from "#broker/core/broker-events.ts";

/** So many events wait at most for a parent that is slower than the broker. */
const MAX_WAITING = 100_000;

/** Gathers events while the batch before them is on its way, so that a busy broker sends few large ones. */
export class EventBatches {
  readonly #send: (events: readonly BrokerEvent[], sent: () => void) => void;
  #waiting: BrokerEvent[] = [];
  #missed = 0;
  #underWay = false;

  constructor(send: (events: readonly BrokerEvent[], sent: () => void) => void) {
    this.#send = send;
  }

  readonly add = (event: BrokerEvent): void => {
    if (this.#waiting.length >= MAX_WAITING) {
      this.#missed += 1;
      return;
    }
    this.#waiting.push(event);
    if (this.#underWay) return;
    this.#underWay = true;
    // What happens in the rest of this turn goes along.
    setImmediate(this.#next);
  };

  readonly #next = (): void => {
    const events = this.#waiting;
    const atMs = events.at(-1)?.atMs;
    if (atMs === undefined) {
      this.#underWay = false;
      return;
    }
    if (this.#missed > 0) events.push({ type: "missed", atMs, count: this.#missed });
    this.#waiting = [];
    this.#missed = 0;
    this.#send(events, this.#next);
  };
}
