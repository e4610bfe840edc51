import { Sequence } from "./sequence.ts";

interface Link<Item> {
  readonly item: Item;
  /** Set once, by the first queue to grow behind it: those before end here and never look. */
  next: Link<Item> | undefined;
}

/**
 * First come, first gone. It is never changed: each change is a new queue, a window on a chain that all share. It grows
 * and shrinks at its head in O(1); only where two go on from one and the same, the second has to copy.
 */
export class Queue<Item> extends Sequence<Item> {
  static readonly #EMPTY = new Queue<never>(undefined, undefined, 0);

  static of<Item>(items: Iterable<Item> = []): Queue<Item> {
    let queue: Queue<Item> = Queue.#EMPTY;
    for (const item of items) queue = queue.append(item);
    return queue;
  }

  readonly #first: Link<Item> | undefined;
  readonly #last: Link<Item> | undefined;
  readonly length: number;

  private constructor(first: Link<Item> | undefined, last: Link<Item> | undefined, length: number) {
    super();
    this.#first = first;
    this.#last = last;
    this.length = length;
  }

  get first(): Item | undefined {
    return this.#first?.item;
  }

  append(item: Item): Queue<Item> {
    if (this.#last === undefined) {
      const only = { item, next: undefined };
      return new Queue(only, only, 1);
    }
    if (this.#last.next !== undefined) return Queue.of([...this, item]);
    const last = { item, next: undefined };
    this.#last.next = last;
    return new Queue(this.#first, last, this.length + 1);
  }

  /** Takes the first of its kind out, wherever it stands: O(n) unless it stands first. */
  without(item: Item): Queue<Item> {
    if (this.#first?.item === item) {
      if (this.length === 1) return Queue.#EMPTY;
      return new Queue(this.#first.next, this.#last, this.length - 1);
    }
    const items = this.toArray();
    const index = items.indexOf(item);
    return index === -1 ? this : Queue.of(items.toSpliced(index, 1));
  }

  [Symbol.iterator](): Iterator<Item, undefined> {
    let link = this.#first;
    let left = this.length;
    return {
      next: () => {
        if (link === undefined || left-- === 0) return { done: true, value: undefined };
        const { item } = link;
        link = link.next;
        return { done: false, value: item };
      },
    };
  }
}
