import { LinkedList, type Links } from "./linked-list.ts";

/** A consumer, as the order of turns sees it. */
export interface Contender<Self extends Contender<Self>> extends Links<Self> {
  readonly canTake: () => boolean;
  /** Where it waits after it was found unable to take. */
  readonly blocked: LinkedList<Self>;
}

/**
 * The order in which a queue offers messages to its consumers. Blocking is lazy: a consumer that can
 * take no more keeps its place until one is offered to it.
 *
 * @see rabbit_queue_consumers:deliver/5 of https://github.com/rabbitmq/rabbitmq-server
 */
export class Rotation<Consumer extends Contender<Consumer>> {
  readonly #turn = new LinkedList<Consumer>();

  /** Newcomers, and those let back in, go to the back. */
  join(consumer: Consumer): void {
    this.#turn.append(consumer);
  }

  /**
   * The first in turn that can take; it goes to the back. Those found unable on the way leave the
   * turn, each for its own `blocked`, until they {@link join} again.
   *
   * @returns undefined when nobody can take.
   */
  next(): Consumer | undefined {
    for (let head = this.#turn.first; head !== undefined; head = this.#turn.first) {
      this.#turn.remove(head);
      if (head.canTake()) {
        this.#turn.append(head);
        return head;
      }
      head.blocked.append(head);
    }
    return undefined;
  }
}
