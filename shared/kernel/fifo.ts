interface Cell<Item> {
  readonly item: Item;
  readonly next: Cell<Item> | null;
}

/**
 * First in, first out, and never changed: adding and taking make a new one, in O(1) on average.
 *
 * @see Okasaki, Purely Functional Data Structures, 5.2: two lists, the back one in reverse.
 */
export class Fifo<Item> {
  readonly size: number;
  /** Empty only when the queue is. */
  readonly #front: Cell<Item> | null;
  readonly #back: Cell<Item> | null;

  static of<Item>(items: Iterable<Item> = []): Fifo<Item> {
    let fifo = new Fifo<Item>(0, null, null);
    for (const item of items) fifo = fifo.append(item);
    return fifo;
  }

  private constructor(size: number, front: Cell<Item> | null, back: Cell<Item> | null) {
    this.size = size;
    this.#front = front;
    this.#back = back;
  }

  get first(): Item | undefined {
    return this.#front?.item;
  }

  append(item: Item): Fifo<Item> {
    if (this.#front === null) return new Fifo(1, { item, next: null }, null);
    return new Fifo(this.size + 1, this.#front, { item, next: this.#back });
  }

  /** All but the first. */
  rest(): Fifo<Item> {
    if (this.#front === null) return this;
    const { next } = this.#front;
    if (next === null) return new Fifo(this.size - 1, reversed(this.#back), null);
    return new Fifo(this.size - 1, next, this.#back);
  }

  filter(isWanted: (item: Item) => boolean): Fifo<Item> {
    return Fifo.of([...this].filter(isWanted));
  }

  *[Symbol.iterator](): IterableIterator<Item> {
    for (let cell = this.#front; cell; cell = cell.next) yield cell.item;
    for (let cell = reversed(this.#back); cell; cell = cell.next) yield cell.item;
  }
}

function reversed<Item>(list: Cell<Item> | null): Cell<Item> | null {
  let turned: Cell<Item> | null = null;
  for (let cell = list; cell; cell = cell.next) turned = { item: cell.item, next: turned };
  return turned;
}
