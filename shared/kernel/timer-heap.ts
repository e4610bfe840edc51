/** Something that will happen, unless it is cancelled. */
export class Timer {
  /** When, on whose clock it is. */
  readonly ms: number;
  /** Of those due at one moment, the one with fewest comes first, and of these the one set first. */
  readonly hops: number;
  readonly order: number;
  readonly happen: () => void;
  /** Its place in the heap; −1 when it is in none. */
  index = -1;

  constructor(ms: number, hops: number, order: number, happen: () => void) {
    this.ms = ms;
    this.hops = hops;
    this.order = order;
    this.happen = happen;
  }
}

/** Timers, the first at the top: by time, hops and order. */
export class TimerHeap {
  readonly #timers: Timer[] = [];

  get first(): Timer | undefined {
    return this.#timers[0];
  }

  get firstMs(): number {
    return this.#timers[0]?.ms ?? Infinity;
  }

  dueAt(ms: number): readonly Timer[] {
    return this.#timers
      .filter((timer) => timer.ms === ms)
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  add(timer: Timer): void {
    this.#rise(timer, this.#timers.length);
  }

  clear(): void {
    for (const timer of this.#timers.splice(0)) timer.index = -1;
  }

  /** One that is in no heap stays in none. */
  remove(timer: Timer): void {
    const { index } = timer;
    if (index === -1) return;
    timer.index = -1;
    const last = this.#timers.pop();
    if (last === undefined || last === timer) return;
    this.#sink(last, index);
    this.#rise(last, last.index);
  }

  #rise(timer: Timer, from: number): void {
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#timers[parentIndex];
      if (parent === undefined || isBefore(parent, timer)) break;
      this.#put(parent, index);
      index = parentIndex;
    }
    this.#put(timer, index);
  }

  #sink(timer: Timer, from: number): void {
    let index = from;
    for (;;) {
      const left = this.#timers[2 * index + 1];
      const right = this.#timers[2 * index + 2];
      const child = left && right && isBefore(right, left) ? right : left;
      if (child === undefined || isBefore(timer, child)) break;
      const childIndex = child.index;
      this.#put(child, index);
      index = childIndex;
    }
    this.#put(timer, index);
  }

  #put(timer: Timer, index: number): void {
    this.#timers[index] = timer;
    timer.index = index;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  if (one.ms !== other.ms) return one.ms < other.ms;
  return one.hops === other.hops ? one.order < other.order : one.hops < other.hops;
}
