import { Rotation } from "./rotation.ts";
import type { Contender, Turns } from "./turns.ts";

/**
 * x-single-active-consumer: one consumer gets everything, able or not; when it leaves, the one that has
 * waited longest among those of the highest priority.
 */
export class SingleActive<Consumer extends Contender<Consumer>> implements Turns<Consumer> {
  readonly #mayBeReplaced: boolean;
  readonly #rotation = new Rotation<Consumer>();
  #active: Consumer | undefined;

  /** @param activeMayBeReplaced by one of higher priority, as soon as it holds nothing; till then it gets nothing. */
  constructor({ activeMayBeReplaced = false } = {}) {
    this.#mayBeReplaced = activeMayBeReplaced;
  }

  join(consumer: Consumer): void {
    this.#rotation.join(consumer);
    this.#active ??= consumer;
  }

  leave(consumer: Consumer): void {
    this.#rotation.leave(consumer);
    if (this.#active === consumer) this.#active = this.#rotation.first;
  }

  next(): Consumer | undefined {
    const active = this.#mayBeReplaced ? this.#activeOrSuccessor() : this.#active;
    if (active === undefined || active.list === active.blocked) return undefined;
    if (active.canTake()) return active;
    this.#rotation.leave(active);
    active.blocked.append(active);
    return undefined;
  }

  /** @returns undefined while the active one has still to give up what it holds. */
  #activeOrSuccessor(): Consumer | undefined {
    const active = this.#active;
    const { first } = this.#rotation;
    if (active === undefined || first === undefined || first.priority <= active.priority)
      return active;
    if (!active.holdsNothing) return undefined;
    this.#active = first;
    return first;
  }
}
