import { Sequence } from "./sequence.ts";

interface Link<Item> {
  readonly item: Item;
  readonly next: Link<Item> | undefined;
}

/**
 * First come, first gone. It is never changed: each change is a new queue that shares what it can. It grows in O(1) and
 * shrinks at its head in amortised O(1).
 *
 * @see Okasaki, Purely Functional Data Structures, 5.2, for the two lists.
 */
export class Queue<Item> extends Sequence<Item> {
  static readonly #EMPTY = new Queue<never>(undefined, undefined, 0);

  static of<Item>(items: Iterable<Item> = []): Queue<Item> {
    let queue: Queue<Item> = Queue.#EMPTY;
    for (const item of items) queue = queue.append(item);
    return queue;
  }

  /** The first to go first. There is one unless the queue is empty. */
  readonly #head: Link<Item> | undefined;
  /** Those behind, the last to come first: turned round when the head has gone. */
  readonly #tail: Link<Item> | undefined;
  readonly length: number;

  private constructor(head: Link<Item> | undefined, tail: Link<Item> | undefined, length: number) {
    super();
    this.#head = head;
    this.#tail = tail;
    this.length = length;
  }

  get first(): Item | undefined {
    return this.#head?.item;
  }

  append(item: Item): Queue<Item> {
    if (this.#head === undefined) return new Queue({ item, next: undefined }, undefined, 1);
    return new Queue(this.#head, { item, next: this.#tail }, this.length + 1);
  }

  /** Takes the first of its kind out, wherever it stands: O(n) unless it stands first. */
  without(item: Item): Queue<Item> {
    if (this.#head?.item === item) return this.#withoutFirst(this.#head);
    const items = this.toArray();
    const index = items.indexOf(item);
    return index === -1 ? this : Queue.of(items.toSpliced(index, 1));
  }

  #withoutFirst({ next }: Link<Item>): Queue<Item> {
    if (next !== undefined) return new Queue(next, this.#tail, this.length - 1);
    if (this.#tail === undefined) return Queue.#EMPTY;
    return new Queue(turnedRound(this.#tail), undefined, this.length - 1);
  }

  [Symbol.iterator](): Iterator<Item, undefined> {
    let [link, tail] = [this.#head, this.#tail];
    return {
      next: () => {
        if (link === undefined) [link, tail] = [turnedRound(tail), undefined];
        if (link === undefined) return { done: true, value: undefined };
        const { item } = link;
        link = link.next;
        return { done: false, value: item };
      },
    };
  }
}

function turnedRound<Item>(list: Link<Item> | undefined): Link<Item> | undefined {
  let turned: Link<Item> | undefined;
  for (let link = list; link !== undefined; link = link.next) {
    turned = { item: link.item, next: turned };
  }
  return turned;
}
