import { ChannelError } from "#broker/amqp-error.ts";

type Given<Delivery> = readonly [deliveryTag: number, delivery: Delivery];

/** Fewer than that are not worth closing up. */
const FEW = 128;

/**
 * What one channel was given and has not acknowledged, in the order it was given, which is that of the delivery tags.
 * Cost does not grow with what is outstanding: what is settled leaves a hole, and when half are holes, they are closed up.
 */
export class Unacked<Delivery> {
  /** Two columns: the tags, and what was given with them; `undefined` once it is settled. */
  #tags: number[] = [];
  #deliveries: (Delivery | undefined)[] = [];
  /** Where the oldest is: before it are only holes. */
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** In the order of their tags. */
  *[Symbol.iterator](): Generator<Delivery> {
    for (const [, delivery] of this.#given()) yield delivery;
  }

  /** Tags come in ascending order. */
  add(deliveryTag: number, delivery: Delivery): void {
    this.#tags.push(deliveryTag);
    this.#deliveries.push(delivery);
    this.#size += 1;
  }

  /**
   * Takes the tag, or with `multiple` all before it too; 0 with `multiple` is all there is.
   *
   * @throws 406 when the tag is unknown.
   */
  settle(deliveryTag: number, multiple: boolean): readonly Delivery[] {
    if (multiple && deliveryTag === 0) return this.takeAll();
    const taken = multiple ? this.takeUpTo(deliveryTag) : this.#takeOne(deliveryTag);
    if (taken === undefined) throw new ChannelError(406, `unknown delivery tag ${deliveryTag}`);
    return taken;
  }

  /** @returns undefined when the tag is unknown: never given, settled before, or given without ack. */
  take(deliveryTag: number): Delivery | undefined {
    const place = this.#placeOf(deliveryTag);
    const delivery = this.#deliveries[place];
    if (delivery === undefined) return undefined;
    this.#deliveries[place] = undefined;
    this.#size -= 1;
    this.#closeUp();
    return delivery;
  }

  /**
   * Takes the tag and all before it.
   *
   * @returns in the order of their tags; undefined when the tag itself is unknown.
   */
  takeUpTo(deliveryTag: number): Delivery[] | undefined {
    const place = this.#placeOf(deliveryTag);
    if (this.#deliveries[place] === undefined) return undefined;
    const taken = present(this.#deliveries.slice(this.#head, place + 1));
    this.#deliveries.fill(undefined, this.#head, place + 1);
    this.#size -= taken.length;
    this.#closeUp();
    return taken;
  }

  /** What was taken is unacked after all. */
  putBack(taken: readonly Given<Delivery>[]): void {
    const all = [...this.#given(), ...taken].sort(([one], [other]) => one - other);
    this.#clear();
    for (const [deliveryTag, delivery] of all) this.add(deliveryTag, delivery);
  }

  takeAll(): Delivery[] {
    const taken = present(this.#deliveries.slice(this.#head));
    this.#clear();
    return taken;
  }

  #takeOne(deliveryTag: number): Delivery[] | undefined {
    const delivery = this.take(deliveryTag);
    return delivery === undefined ? undefined : [delivery];
  }

  /** @returns −1 when it was not given, or was closed up. */
  #placeOf(deliveryTag: number): number {
    const tags = this.#tags;
    // Where it is if none between was given without ack, or closed up.
    const likely = this.#head + deliveryTag - (tags[this.#head] ?? NaN);
    if (tags[likely] === deliveryTag) return likely;
    let low = this.#head;
    let high = tags.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tags[middle] ?? NaN) < deliveryTag) low = middle + 1;
      else high = middle;
    }
    return tags[low] === deliveryTag ? low : -1;
  }

  #closeUp(): void {
    const { length } = this.#tags;
    while (this.#head < length && this.#deliveries[this.#head] === undefined) this.#head += 1;
    if (length <= FEW || 2 * this.#size >= length) return;
    let place = 0;
    for (let from = this.#head; from < length; from++) {
      if (this.#deliveries[from] === undefined) continue;
      this.#tags[place] = this.#tags[from] ?? NaN;
      this.#deliveries[place++] = this.#deliveries[from];
    }
    this.#tags.length = this.#deliveries.length = place;
    this.#head = 0;
  }

  #clear(): void {
    this.#tags = [];
    this.#deliveries = [];
    this.#head = this.#size = 0;
  }

  *#given(): Generator<Given<Delivery>> {
    for (let place = this.#head; place < this.#tags.length; place++) {
      const delivery = this.#deliveries[place];
      if (delivery !== undefined) yield [this.#tags[place] ?? NaN, delivery];
    }
  }
}

function present<Delivery>(deliveries: readonly (Delivery | undefined)[]): Delivery[] {
  return deliveries.filter((delivery) => delivery !== undefined);
}
