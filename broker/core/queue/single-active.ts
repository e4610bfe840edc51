import { Rotation } from "./rotation.ts";
import type { Contender, Turns } from "./turns.ts";

/**
 * x-single-active-consumer: one consumer gets everything, able or not; when it leaves, the one that has
 * waited longest among those of the highest priority.
 */
export class SingleActive<Consumer extends Contender<Consumer>> implements Turns<Consumer> {
  readonly #rotation = new Rotation<Consumer>();
  #active: Consumer | undefined;

  join(consumer: Consumer): void {
    this.#rotation.join(consumer);
    this.#active ??= consumer;
  }

  leave(consumer: Consumer): void {
    this.#rotation.leave(consumer);
    if (this.#active === consumer) this.#active = this.#rotation.first;
  }

  next(): Consumer | undefined {
    const active = this.#active;
    if (active === undefined || active.list === active.blocked) return undefined;
    if (active.canTake()) return active;
    this.#rotation.leave(active);
    active.blocked.append(active);
    return undefined;
  }
}
