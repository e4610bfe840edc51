import { LinkedList, type Links } from "./linked-list.ts";

/** A consumer, as the order of turns sees it. */
export interface Contender<Self extends Contender<Self>> extends Links<Self> {
  /** x-priority: the highest that can take comes first. A bigint only beyond the safe integers. */
  readonly priority: number | bigint;
  readonly canTake: () => boolean;
  /** Where it waits after it was found unable to take. */
  readonly blocked: LinkedList<Self>;
}

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
export class Rotation<Consumer extends Contender<Consumer>> {
  /** Highest priority first. */
  #levels: Level<Consumer>[] = [];

  /** Newcomers, and those let back in, go to the back of their priority. */
  join(consumer: Consumer): void {
    this.#turnOf(consumer.priority).append(consumer);
  }

  /**
   * The first in turn that can take; it goes to the back. Those found unable on the way leave the
   * turn, each for its own `blocked`, until they {@link join} again.
   *
   * @returns undefined when nobody can take.
   */
  next(): Consumer | undefined {
    for (const { turn } of this.#levels) {
      for (let head = turn.first; head !== undefined; head = turn.first) {
        turn.remove(head);
        if (head.canTake()) {
          turn.append(head);
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
