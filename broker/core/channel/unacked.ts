import { ChannelError } from "#broker/amqp-error.ts";

/**
 * What one channel was given and has not acknowledged, by delivery tag. Cost does not grow with
 * what is outstanding: every tag is looked at once by "and all before it", however often it is asked.
 */
export class Unacked<Delivery> {
  #deliveries = new Map<number, Delivery>();
  /** Tags below this one are settled. */
  #lowest = 1;

  /** What has been out longest. */
  get oldest(): Delivery | undefined {
    return this.#deliveries.values().next().value;
  }

  get size(): number {
    return this.#deliveries.size;
  }

  /** Tags come in ascending order. */
  add(deliveryTag: number, delivery: Delivery): void {
    this.#deliveries.set(deliveryTag, delivery);
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
    const delivery = this.#deliveries.get(deliveryTag);
    this.#deliveries.delete(deliveryTag);
    return delivery;
  }

  /**
   * Takes the tag and all before it.
   *
   * @returns in the order of their tags; undefined when the tag itself is unknown.
   */
  takeUpTo(deliveryTag: number): Delivery[] | undefined {
    if (!this.#deliveries.has(deliveryTag)) return undefined;
    const taken: Delivery[] = [];
    for (; this.#lowest <= deliveryTag; this.#lowest++) {
      const delivery = this.take(this.#lowest);
      if (delivery !== undefined) taken.push(delivery);
    }
    return taken;
  }

  /** What was taken is unacked after all. */
  putBack(taken: readonly (readonly [deliveryTag: number, delivery: Delivery])[]): void {
    const deliveries = [...this.#deliveries, ...taken].sort(([one], [other]) => one - other);
    this.#deliveries = new Map(deliveries);
    this.#lowest = Math.min(this.#lowest, deliveries[0]?.[0] ?? Infinity);
  }

  takeAll(): Delivery[] {
    const taken = [...this.#deliveries.values()];
    this.#deliveries.clear();
    return taken;
  }

  #takeOne(deliveryTag: number): Delivery[] | undefined {
    const delivery = this.take(deliveryTag);
    return delivery === undefined ? undefined : [delivery];
  }
}
