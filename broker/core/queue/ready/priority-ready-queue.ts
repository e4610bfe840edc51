import type { Positioned } from "./position-heap.ts";
import { ReadyQueue, type Waiting } from "./ready-queue.ts";

/**
 * Messages by priority, and in the order they arrived among those of one: a {@link ReadyQueue} for
 * each level. Cost depends on the number of levels, never on that of messages.
 */
export class PriorityReadyQueue<Message extends Positioned> implements Waiting<Message> {
  readonly #levelOf: (message: Message) => number;
  /** By level; those never used are not there. */
  readonly #levels: (ReadyQueue<Message> | undefined)[] = [];
  /** Nothing waits on any level above. */
  #top = 0;
  #length = 0;

  /** @param levelOf from 0 up; higher ones leave first. */
  constructor(levelOf: (message: Message) => number) {
    this.#levelOf = levelOf;
  }

  get length(): number {
    return this.#length;
  }

  get first(): Message | undefined {
    return this.#topLevel()?.first;
  }

  push(message: Message): void {
    this.#levelFor(message).push(message);
  }

  putBack(message: Message): void {
    this.#levelFor(message).putBack(message);
  }

  shift(): Message | undefined {
    const message = this.#topLevel()?.shift();
    if (message !== undefined) this.#length -= 1;
    return message;
  }

  #levelFor(message: Message): ReadyQueue<Message> {
    const level = this.#levelOf(message);
    this.#top = Math.max(this.#top, level);
    this.#length += 1;
    return (this.#levels[level] ??= new ReadyQueue<Message>());
  }

  #topLevel(): ReadyQueue<Message> | undefined {
    if (this.#length === 0) return undefined;
    let level = this.#levels[this.#top];
    while (level === undefined || level.length === 0) level = this.#levels[--this.#top];
    return level;
  }
}
