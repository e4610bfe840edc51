/** What can be read one after the other, in an order of its own: the reading half of an array. */
export abstract class Sequence<Item> implements Iterable<Item> {
  abstract readonly length: number;

  abstract [Symbol.iterator](): Iterator<Item, undefined>;

  /** Counted from 0, or from the end if negative. `undefined` where there is none. */
  at(index: number): Item | undefined {
    let left = index < 0 ? this.length + index : index;
    if (left < 0) return undefined;
    for (const item of this) if (left-- === 0) return item;
    return undefined;
  }

  toArray(): Item[] {
    const items: Item[] = [];
    for (const item of this) items.push(item);
    return items;
  }

  /** The first `end` items, without those before `start`. Reads no further. */
  slice(start = 0, end = this.length): Item[] {
    const items: Item[] = [];
    let index = 0;
    for (const item of this) {
      if (index >= end) break;
      if (index++ >= start) items.push(item);
    }
    return items;
  }

  forEach(visit: (item: Item, index: number) => void): void {
    let index = 0;
    for (const item of this) visit(item, index++);
  }

  map<To>(to: (item: Item, index: number) => To): To[] {
    const items: To[] = [];
    let index = 0;
    for (const item of this) items.push(to(item, index++));
    return items;
  }

  flatMap<To>(to: (item: Item, index: number) => To | readonly To[]): To[] {
    return this.map(to).flat() as To[];
  }

  filter<Only extends Item>(isWanted: (item: Item) => item is Only): Only[];
  filter(isWanted: (item: Item) => boolean): Item[];
  filter(isWanted: (item: Item) => boolean): Item[] {
    const items: Item[] = [];
    for (const item of this) if (isWanted(item)) items.push(item);
    return items;
  }

  find(isIt: (item: Item) => boolean): Item | undefined {
    for (const item of this) if (isIt(item)) return item;
    return undefined;
  }

  some(isIt: (item: Item) => boolean): boolean {
    for (const item of this) if (isIt(item)) return true;
    return false;
  }

  every(isSo: (item: Item, index: number) => boolean): boolean {
    let index = 0;
    for (const item of this) if (!isSo(item, index++)) return false;
    return true;
  }

  reduce<To>(step: (sofar: To, item: Item) => To, start: To): To {
    let sofar = start;
    for (const item of this) sofar = step(sofar, item);
    return sofar;
  }
}
