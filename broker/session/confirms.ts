/**
 * Numbers a confirm channel's publishes and acknowledges them, one basic.ack for all that were settled
 * together. Every publish is settled at once and in order, so the last number speaks for those before it.
 */
export class Confirms {
  readonly #onPending: () => void;
  readonly #acknowledge: (deliveryTag: number, multiple: boolean) => void;
  #selected = false;
  #published = 0;
  #acknowledged = 0;

  constructor(
    onPending: () => void,
    acknowledge: (deliveryTag: number, multiple: boolean) => void,
  ) {
    this.#onPending = onPending;
    this.#acknowledge = acknowledge;
  }

  get isSelected(): boolean {
    return this.#selected;
  }

  select(): void {
    this.#selected = true;
  }

  published(): void {
    if (!this.#selected) return;
    if (this.#published++ === this.#acknowledged) this.#onPending();
  }

  flush(): void {
    const settled = this.#published - this.#acknowledged;
    if (settled === 0) return;
    this.#acknowledged = this.#published;
    this.#acknowledge(this.#published, settled > 1);
  }
}
