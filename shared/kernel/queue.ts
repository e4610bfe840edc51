import { Sequence } from "./sequence.ts";
import type { Owner } from "./trie.ts";
import { Vector } from "./vector.ts";

/**
 * First come, first gone: it grows at its end, in O(log n), and shrinks at its head, in O(1). It is never
 * changed: each change is a new queue.
 */
export class Queue<Item> extends Sequence<Item> {
  static of<Item>(items: Iterable<Item> = []): Queue<Item> {
    return new Queue(Vector.of(items), 0);
  }

  /** From `head` on; what was before has gone. */
  readonly #items: Vector<Item>;
  readonly #head: number;

  private constructor(items: Vector<Item>, head: number) {
    super();
    this.#items = items;
    this.#head = head;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** As with a vector's owner: of the queues made by changes only the last may be read. */
  ownedBy(owner: Owner | null): Queue<Item> {
    return new Queue(this.#items.ownedBy(owner), this.#head);
  }

  override at(index: number): Item | undefined {
    return index < -this.length
      ? undefined
      : this.#items.at(index < 0 ? index : index + this.#head);
  }

  append(item: Item): Queue<Item> {
    return new Queue(this.#items.append(item), this.#head);
  }

  /** Takes the first of its kind out, wherever it stands: O(n) unless it stands first. */
  without(item: Item): Queue<Item> {
    if (this.at(0) === item) {
      return this.length === 1 ? Queue.of() : new Queue(this.#items, this.#head + 1);
    }
    const items = this.toArray();
    const index = items.indexOf(item);
    return index === -1 ? this : Queue.of(items.toSpliced(index, 1));
  }

  [Symbol.iterator](): Iterator<Item, undefined> {
    const items = this.#items;
    let index = this.#head;
    return {
      next: () =>
        index < items.length
          ? { done: false, value: items.at(index++) as Item }
          : { done: true, value: undefined },
    };
  }
}
