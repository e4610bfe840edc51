/**
 * How many unacked messages all consumers of a channel may have together: basic.qos with global=true.
 *
 * @see rabbit_limiter of https://github.com/rabbitmq/rabbitmq-server
 */
export class ChannelLimit {
  /** 0 = none. */
  #limit = 0;
  #unacked = 0;

  get isSet(): boolean {
    return this.#limit !== 0;
  }

  get reached(): boolean {
    return this.#limit !== 0 && this.#unacked >= this.#limit;
  }

  /**
   * @param unacked what the channel holds now, basic.get included; counted only when no limit was set before.
   * @returns whether a reached limit no longer is.
   */
  set(limit: number, unacked: number): boolean {
    const was = this.reached;
    if (this.#limit === 0) this.#unacked = unacked;
    this.#limit = limit;
    return was && !this.reached;
  }

  /** @returns whether a reached limit no longer is. */
  clear(): boolean {
    return this.set(0, 0);
  }

  delivered(): void {
    this.#unacked += 1;
  }

  /** @returns whether a reached limit no longer is. */
  settled(count: number): boolean {
    const was = this.reached;
    if (this.#unacked > 0) this.#unacked -= count;
    return was && !this.reached;
  }
}
