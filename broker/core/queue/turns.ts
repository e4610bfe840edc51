import type { LinkedList, Links } from "#broker/core/linked-list.ts";

/** A consumer, as the order of turns sees it. */
export interface Contender<Self extends Contender<Self>> extends Links<Self> {
  /** x-priority: the highest that can take comes first. A bigint only beyond the safe integers. */
  readonly priority: number | bigint;
  readonly canTake: () => boolean;
  /** The next message it takes uses up its credit. */
  readonly isAtLastCredit: boolean;
  /** Where it waits after it was found unable to take. */
  readonly blocked: LinkedList<Self>;
}

/** In which order a queue offers messages to its consumers. */
export interface Turns<Consumer> {
  /** Of newcomers, and of those let back in. */
  readonly join: (consumer: Consumer) => void;
  readonly leave: (consumer: Consumer) => void;
  /**
   * Who gets the next message. Those found unable on the way wait, each in its own `blocked`, until
   * they {@link join} again.
   *
   * @returns undefined when nobody can take.
   */
  readonly next: () => Consumer | undefined;
}
