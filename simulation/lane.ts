interface Clock {
  readonly nowMs: number;
  readonly nowHops: number;
  readonly newOrder: () => number;
}

interface Arrival<Item> {
  readonly item: Item;
  readonly ms: number;
  readonly hops: number;
}

/** Things on their way, first sent, first there. In columns: there are many. */
export class Lane<Item> {
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #arrive: (item: Item) => void;
  readonly #connectionOf: ((item: Item) => unknown) | undefined;
  #ms: number[] = [];
  #hops: number[] = [];
  #orders: number[] = [];
  #items: Item[] = [];
  #head = 0;

  constructor(
    clock: Clock,
    delayMs: number,
    arrive: (item: Item) => void,
    connectionOf?: (item: Item) => unknown,
  ) {
    this.#connectionOf = connectionOf;
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#arrive = arrive;
  }

  /** `Infinity` when nothing is on its way. */
  get firstMs(): number {
    return this.#ms[this.#head] ?? Infinity;
  }

  get firstHops(): number {
    return this.#hops[this.#head] ?? 0;
  }

  get firstOrder(): number {
    return this.#orders[this.#head] ?? 0;
  }

  /** Whether the order in which things arrive is somebody's concern. */
  get isOrdered(): boolean {
    return this.#connectionOf !== undefined;
  }

  /** What could arrive first at that moment: of each connection, its first. */
  choicesAt(ms: number): readonly (() => void)[] {
    const connectionOf = this.#connectionOf;
    if (connectionOf === undefined) return [];
    const firsts = new Map<unknown, Item>();
    for (let i = this.#head; this.#ms[i] === ms; i++) {
      const item = this.#items[i] as Item;
      const connection = connectionOf(item);
      if (!firsts.has(connection)) firsts.set(connection, item);
    }
    return [...firsts.values()].map((item) => () => {
      this.take((one) => one === item);
      this.#arrive(item);
    });
  }

  /** On its way now. */
  send(item: Item): void {
    const { nowMs, nowHops } = this.#clock;
    // A delay is longer than any number of hops.
    if (this.#delayMs === 0) this.schedule(nowMs, nowHops + 1, item);
    else this.schedule(nowMs + this.#delayMs, 0, item);
  }

  /** It arrives then: not before what was sent already. */
  schedule(ms: number, hops: number, item: Item): void {
    this.#ms.push(ms);
    this.#hops.push(hops);
    this.#orders.push(this.#clock.newOrder());
    this.#items.push(item);
  }

  /** Whether its first comes before what is scheduled for then. */
  isBefore(ms: number, hops: number, order: number): boolean {
    const { firstMs } = this;
    if (firstMs !== ms) return firstMs < ms;
    if (firstMs === Infinity) return false;
    const { firstHops } = this;
    return firstHops === hops ? this.firstOrder < order : firstHops < hops;
  }

  /**
   * Takes out the first thing of its kind, wherever it is on the way.
   *
   * @returns with when it would have arrived; `undefined` when there is none.
   */
  take(isWanted: (item: Item) => boolean): Arrival<Item> | undefined {
    let index = this.#head;
    while (index < this.#items.length && !isWanted(this.#items[index] as Item)) index += 1;
    const item = this.#items[index];
    if (item === undefined) return undefined;
    const arrival = { item, ms: this.#ms[index] ?? 0, hops: this.#hops[index] ?? 0 };
    if (index === this.#head) this.#shift();
    else for (const column of this.#columns) column.splice(index, 1);
    return arrival;
  }

  arriveFirst(): void {
    const item = this.#items[this.#head] as Item;
    this.#shift();
    this.#arrive(item);
  }

  get #columns(): readonly unknown[][] {
    return [this.#ms, this.#hops, this.#orders, this.#items];
  }

  #shift(): void {
    this.#head += 1;
    if (this.#head < this.#items.length) return;
    this.#ms = [];
    this.#hops = [];
    this.#orders = [];
    this.#items = [];
    this.#head = 0;
  }
}
