export interface Positioned {
  readonly position: number;
}

/** A binary heap: the lowest position first. */
export class PositionHeap<Item extends Positioned> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    const items = this.#items;
    let hole = items.push(item) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#at(parent);
      if (above.position <= item.position) break;
      items[hole] = above;
      hole = parent;
    }
    items[hole] = item;
  }

  takeFirst(): Item | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last !== undefined && this.#items.length > 0) this.#sinkFromTop(last);
    return first;
  }

  #sinkFromTop(item: Item): void {
    const items = this.#items;
    let hole = 0;
    for (let child = 1; child < items.length; child = 2 * hole + 1) {
      if (child + 1 < items.length && this.#at(child + 1).position < this.#at(child).position) {
        child += 1;
      }
      const below = this.#at(child);
      if (item.position <= below.position) break;
      items[hole] = below;
      hole = child;
    }
    items[hole] = item;
  }

  #at(index: number): Item {
    const item = this.#items[index];
    if (item === undefined) throw new Error(`no item at ${index}`);
    return item;
  }
}
