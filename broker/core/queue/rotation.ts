import { LinkedList } from "#broker/core/linked-list.ts";
import type { Contender, Turns } from "./turns.ts";

interface Level<Consumer extends Contender<Consumer>> {
  readonly priority: number | bigint;
  readonly turn: LinkedList<Consumer>;
}

/**
 * The order in which a queue offers messages to its consumers: by priority, and in turn among those of
 * one priority. Blocking is lazy: a consumer that can take no more keeps its place until one is
 * offered to it.
 *
 * @see rabbit_queue_consumers:deliver/5 of https://github.com/rabbitmq/rabbitmq-server
 */
export class Rotation<Consumer extends Contender<Consumer>> implements Turns<Consumer> {
  readonly #blocksAtOnce: boolean;
  /** Highest priority first. */
  #levels: Level<Consumer>[] = [];

  /** @param blocksAtOnce whoever takes its last leaves the turn with it, not when it is offered one more. */
  constructor({ blocksAtOnce = false } = {}) {
    this.#blocksAtOnce = blocksAtOnce;
  }

  /** Whoever is before all others, whether it can take or not. */
  get first(): Consumer | undefined {
    return this.#levels.find(({ turn }) => turn.first !== undefined)?.turn.first;
  }

  /** To the back of its priority. */
  join(consumer: Consumer): void {
    this.#turnOf(consumer.priority).append(consumer);
  }

  leave(consumer: Consumer): void {
    consumer.list?.remove(consumer);
  }

  /** The first in turn that can take; it goes to the back. */
  next(): Consumer | undefined {
    for (const { turn } of this.#levels) {
      for (let head = turn.first; head !== undefined; head = turn.first) {
        turn.remove(head);
        if (head.canTake()) {
          (this.#blocksAtOnce && head.isAtLastCredit ? head.blocked : turn).append(head);
          return head;
        }
        head.blocked.append(head);
      }
    }
    return undefined;
  }

  #turnOf(priority: number | bigint): LinkedList<Consumer> {
    const existing = this.#levels.find((level) => level.priority === priority);
    if (existing !== undefined) return existing.turn;
    const level = { priority, turn: new LinkedList<Consumer>() };
    this.#levels = this.#levels.filter(({ turn }) => turn.first !== undefined);
    const at = this.#levels.findIndex((other) => other.priority < priority);
    this.#levels.splice(at < 0 ? this.#levels.length : at, 0, level);
    return level.turn;
  }
}
