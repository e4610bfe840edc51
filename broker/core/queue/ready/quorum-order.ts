import { newlyArrived, type QuorumPriorities } from "./quorum-priorities.ts";
import type { Message } from "#broker/core/message.ts";
import type { Waiting } from "./ready-queue.ts";

/**
 * In the order they arrived, but what was put back before everything else, and that in the order it
 * was: rabbit_fifo's `returns` and `messages`.
 */
export class QuorumOrder<Content> implements Waiting<Message<Content>> {
  readonly #returned = new Fifo<Message<Content>>();
  readonly #arrived: Waiting<Message<Content>>;

  constructor(priorities: QuorumPriorities) {
    this.#arrived = newlyArrived(priorities);
  }

  get length(): number {
    return this.#returned.length + this.#arrived.length;
  }

  get first(): Message<Content> | undefined {
    return this.#returned.first ?? this.#arrived.first;
  }

  push(message: Message<Content>): void {
    this.#arrived.push(message);
  }

  putBack(message: Message<Content>): void {
    this.#returned.push(message);
  }

  shift(): Message<Content> | undefined {
    return this.#returned.shift() ?? this.#arrived.shift();
  }
}

/** A queue out of two stacks: the next to leave is at the end of `#leaving`. */
class Fifo<Item> {
  #leaving: Item[] = [];
  #arriving: Item[] = [];

  get length(): number {
    return this.#leaving.length + this.#arriving.length;
  }

  get first(): Item | undefined {
    return this.#leaving.at(-1) ?? this.#arriving[0];
  }

  push(item: Item): void {
    this.#arriving.push(item);
  }

  shift(): Item | undefined {
    if (this.#leaving.length === 0) {
      this.#leaving = this.#arriving.reverse();
      this.#arriving = [];
    }
    return this.#leaving.pop();
  }
}
