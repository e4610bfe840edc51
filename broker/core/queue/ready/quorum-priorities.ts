import { PriorityReadyQueue } from "./priority-ready-queue.ts";
import { ReadyQueue, type Waiting } from "./ready-queue.ts";
import type { Positioned } from "./position-heap.ts";

/** What a quorum queue makes of priorities, by release (QQ16). */
export type QuorumPriorities = "ignored" | "two-classes" | "strict";

interface Prioritised extends Positioned {
  readonly publication: { readonly priority: number | undefined };
}

/** Of messages that came without one, where each has its level. */
const ORDINARY = 4;
const HIGHEST = 31;

/** What was never given to anybody, in the order it leaves. */
export function newlyArrived<Message extends Prioritised>(
  priorities: QuorumPriorities,
): Waiting<Message> {
  switch (priorities) {
    case "ignored":
      return new ReadyQueue<Message>();
    case "two-classes":
      return new TwoClasses<Message>();
    case "strict":
      return new PriorityReadyQueue<Message>(({ publication }) =>
        Math.min(publication.priority ?? ORDINARY, HIGHEST),
      );
  }
}

/** Two of the high class, then one of the other, so that nothing starves: rabbit_fifo_q of RabbitMQ 4.0. */
class TwoClasses<Message extends Prioritised> implements Waiting<Message> {
  readonly #high = new ReadyQueue<Message>();
  readonly #normal = new ReadyQueue<Message>();
  /** How many have left since the other class was looked at. */
  #left = 0;

  get length(): number {
    return this.#high.length + this.#normal.length;
  }

  get first(): Message | undefined {
    return this.#next().first;
  }

  push(message: Message): void {
    this.#classOf(message).push(message);
  }

  putBack(message: Message): void {
    this.#classOf(message).putBack(message);
  }

  shift(): Message | undefined {
    const next = this.#next();
    if (next.length > 0) this.#left = this.#left === WEIGHT ? 0 : this.#left + 1;
    return next.shift();
  }

  #classOf({ publication }: Message): ReadyQueue<Message> {
    return (publication.priority ?? ORDINARY) > ORDINARY ? this.#high : this.#normal;
  }

  #next(): ReadyQueue<Message> {
    const [high, normal] = [this.#high.first, this.#normal.first];
    if (high === undefined) return this.#normal;
    if (normal === undefined || this.#left !== WEIGHT) return this.#high;
    return high.position < normal.position ? this.#high : this.#normal;
  }
}

/** To one of the other class. */
const WEIGHT = 2;
