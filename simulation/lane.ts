interface Clock {
  readonly nowMs: number;
  readonly nowHops: number;
  readonly newOrder: () => number;
}

/** One thing on its way. */
interface Trip<Item> {
  readonly item: Item;
  readonly ms: number;
  readonly hops: number;
  readonly order: number;
  /** Sent after it. */
  next: Trip<Item> | undefined;
}

/** Things on their way, first sent, first there. */
export class Lane<Item> {
  /** Of its first: when it arrives, `Infinity` while nothing is on its way. */
  firstMs = Infinity;
  firstHops = 0;
  firstOrder = 0;
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #arrive: (item: Item) => void;
  readonly #connectionOf: ((item: Item) => unknown) | undefined;
  #first: Trip<Item> | undefined;
  #last: Trip<Item> | undefined;

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

  /** Whether the order in which things arrive is somebody's concern. */
  get isOrdered(): boolean {
    return this.#connectionOf !== undefined;
  }

  /** What could arrive first at that moment: of each connection, its first. */
  choicesAt(ms: number): readonly (() => void)[] {
    const connectionOf = this.#connectionOf;
    if (connectionOf === undefined) return [];
    const firsts = new Map<unknown, Item>();
    for (let trip = this.#first; trip?.ms === ms; trip = trip.next) {
      const connection = connectionOf(trip.item);
      if (!firsts.has(connection)) firsts.set(connection, trip.item);
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

  /**
   * It arrives then: not before what was sent already.
   *
   * @param order its place among what comes at that moment and hop.
   */
  schedule(ms: number, hops: number, item: Item, order = this.#clock.newOrder()): void {
    const trip = { item, ms, hops, order, next: undefined };
    if (this.#last === undefined) this.#beginWith(trip);
    else this.#last.next = trip;
    this.#last = trip;
  }

  /** Whether its first comes before what is scheduled for then. */
  isBefore(ms: number, hops: number, order: number): boolean {
    if (this.firstMs !== ms) return this.firstMs < ms;
    if (this.#first === undefined) return false;
    return this.firstHops === hops ? this.firstOrder < order : this.firstHops < hops;
  }

  /**
   * Takes out the first thing of its kind, wherever it is on the way.
   *
   * @returns with when it would have arrived; `undefined` when there is none.
   */
  take(isWanted: (item: Item) => boolean): Omit<Trip<Item>, "next"> | undefined {
    let before: Trip<Item> | undefined;
    let trip = this.#first;
    while (trip !== undefined && !isWanted(trip.item)) [before, trip] = [trip, trip.next];
    if (trip === undefined) return undefined;
    if (this.#last === trip) this.#last = before;
    if (before === undefined) this.#beginWith(trip.next);
    else before.next = trip.next;
    return trip;
  }

  arriveFirst(): void {
    const trip = this.#first;
    if (trip === undefined) return;
    if (trip.next === undefined) this.#last = undefined;
    this.#beginWith(trip.next);
    this.#arrive(trip.item);
  }

  /** Without waiting for its time. */
  arriveAll(): void {
    while (this.#first !== undefined) this.arriveFirst();
  }

  #beginWith(trip: Trip<Item> | undefined): void {
    this.#first = trip;
    this.firstMs = trip === undefined ? Infinity : trip.ms;
    this.firstHops = trip === undefined ? 0 : trip.hops;
    this.firstOrder = trip === undefined ? 0 : trip.order;
  }
}
