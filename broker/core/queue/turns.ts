import type { LinkedList, Links } from "#broker/core/linked-list.ts";

/** A consumer, as the order of turns sees it. */
export interface Contender<Self extends Contender<Self>> extends Links<Self> {
  /** x-priority: the highest that can take comes first. A bigint only beyond the safe integers. */
  readonly priority: number | bigint;
  readonly canTake: () => boolean;
  /** The next message it takes uses up its credit. */
  readonly isAtLastCredit: boolean;
  /** Nothing is unacked that it was given. */
  readonly holdsNothing: boolean;
  /** Where it waits after it was found unable to take. */
  readonly blocked: LinkedList<Self>;
}

/** In which order a queue offers messages to its consumers: the dispatcher. */
export interface Turns<Consumer, Message = unknown> {
  /** Of newcomers, and of those let back in. */
  readonly join: (consumer: Consumer) => void;
  readonly leave: (consumer: Consumer) => void;
  /**
   * Who gets the next message. Those found unable on the way wait, each in its own `blocked`, until
   * they {@link join} again.
   *
   * @param message the next one; RabbitMQ's own order does not depend on it.
   * @returns undefined when nobody can take.
   */
  readonly next: (message: Message) => Consumer | undefined;
}
