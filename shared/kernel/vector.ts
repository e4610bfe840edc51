import { Sequence } from "./sequence.ts";
import { EMPTY_TRIE, itemAt, leafOf, MASK, withItem, type Owner, type Trie } from "./trie.ts";

/** An array that is never changed: each change, in O(log n), is a new one that shares what it can. */
export class Vector<Item> extends Sequence<Item> {
  static readonly #EMPTY = new Vector<never>(EMPTY_TRIE, 0, null);

  static of<Item>(items: Iterable<Item> = []): Vector<Item> {
    let vector: Vector<Item> = Vector.#EMPTY;
    vector = vector.ownedBy(Symbol("of"));
    for (const item of items) vector = vector.append(item);
    return vector.ownedBy(null);
  }

  readonly #trie: Trie<Item>;
  readonly #owner: Owner | null;
  readonly length: number;

  private constructor(trie: Trie<Item>, length: number, owner: Owner | null) {
    super();
    this.#trie = trie;
    this.length = length;
    this.#owner = owner;
  }

  /**
   * With an owner, changes are made in place where nobody but that owner has seen the nodes: of the vectors
   * made by them only the last may be read. `null` ends that.
   */
  ownedBy(owner: Owner | null): Vector<Item> {
    return owner === this.#owner ? this : new Vector(this.#trie, this.length, owner);
  }

  override at(index: number): Item | undefined {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length ? itemAt(this.#trie, place) : undefined;
  }

  append(item: Item): Vector<Item> {
    const trie = withItem(this.#trie, this.length, item, this.#owner);
    return new Vector(trie, this.length + 1, this.#owner);
  }

  /** @throws when there is no such place. */
  with(index: number, item: Item): Vector<Item> {
    if (index < 0 || index >= this.length)
      throw new RangeError(`No place ${index} in ${this.length}`);
    return new Vector(withItem(this.#trie, index, item, this.#owner), this.length, this.#owner);
  }

  override slice(start = 0, end = this.length): Item[] {
    const items: Item[] = [];
    for (let index = start; index < Math.min(end, this.length); index++) {
      items.push(itemAt(this.#trie, index) as Item);
    }
    return items;
  }

  findLastIndex(isIt: (item: Item) => boolean): number {
    for (let index = this.length - 1; index >= 0; index--) {
      if (isIt(itemAt(this.#trie, index) as Item)) return index;
    }
    return -1;
  }

  findLast(isIt: (item: Item) => boolean): Item | undefined {
    const index = this.findLastIndex(isIt);
    return index === -1 ? undefined : this.at(index);
  }

  [Symbol.iterator](): Iterator<Item, undefined> {
    const { length } = this;
    const trie = this.#trie;
    let index = 0;
    let leaf: readonly Item[] = [];
    return {
      next: () => {
        if (index >= length) return { done: true, value: undefined };
        if ((index & MASK) === 0) leaf = leafOf(trie, index) ?? [];
        return { done: false, value: leaf[index++ & MASK] as Item };
      },
    };
  }
}
