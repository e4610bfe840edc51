import type { PublishOutcome } from "#broker/core/publication.ts";

interface Deps {
  /** There is something to {@link Confirms.flush}. */
  readonly onPending: () => void;
  /** Calls `then` when all that is awaited is safe; at once if it is. */
  readonly whenSafe: (then: () => void) => void;
  readonly ack: (deliveryTag: number, multiple: boolean) => void;
  readonly nack: (deliveryTag: number, multiple: boolean) => void;
}

/**
 * Numbers a confirm channel's publishes and confirms them: what reaches no queue there and then, by itself (BA6);
 * what no disk is to keep at the end of the chunk, the rest when it is safe. What is settled together is confirmed
 * together, as far as nothing before it is open (CF3).
 */
export class Confirms {
  readonly #deps: Deps;
  #selected = false;
  #published = 0;
  #isPending = false;
  #taken: number[] = [];
  #refused: number[] = [];
  /** Tags that wait for the disk, ascending; those before `#unsafeFrom` are dealt with. */
  #unsafe: number[] = [];
  #unsafeFrom = 0;
  /** The highest tag whose safety was asked for. */
  #asked = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isSelected(): boolean {
    return this.#selected;
  }

  select(): void {
    this.#selected = true;
  }

  published({ routed, stored, refused }: PublishOutcome): void {
    if (!this.#selected) return;
    const deliveryTag = ++this.#published;
    if (routed === 0) {
      this.#deps.ack(deliveryTag, false);
      return;
    }
    if (refused) this.#refused.push(deliveryTag);
    else if (stored) this.#unsafe.push(deliveryTag);
    else this.#taken.push(deliveryTag);
    if (this.#isPending) return;
    this.#isPending = true;
    this.#deps.onPending();
  }

  /** Confirms what can be, and asks about the rest once for all of it. */
  flush(): void {
    this.#isPending = false;
    const last = this.#unsafe.at(-1) ?? 0;
    if (last > this.#asked) {
      this.#asked = last;
      this.#deps.whenSafe(() => {
        this.#nowSafe(last);
        this.#send();
      });
    }
    this.#send();
  }

  get #firstUnsafe(): number {
    return this.#unsafe[this.#unsafeFrom] ?? Infinity;
  }

  #nowSafe(upTo: number): void {
    for (;;) {
      const deliveryTag = this.#firstUnsafe;
      if (deliveryTag > upTo) break;
      this.#taken.push(deliveryTag);
      this.#unsafeFrom += 1;
    }
    if (this.#unsafeFrom * 2 < this.#unsafe.length) return;
    this.#unsafe = this.#unsafe.slice(this.#unsafeFrom);
    this.#unsafeFrom = 0;
  }

  #send(): void {
    const { ack, nack } = this.#deps;
    const taken = this.#taken.sort(ascending);
    const refused = this.#refused;
    this.#taken = [];
    this.#refused = [];
    const [only] = taken;
    if (only !== undefined && taken.length === 1) ack(only, false);
    else this.#coalesce(taken, refused[0], ack);
    this.#coalesce(refused, taken[0], nack);
  }

  /** One for all before the first that is open or fares otherwise, and one for each after it. */
  #coalesce(
    tags: readonly number[],
    otherwise = Infinity,
    say: (deliveryTag: number, multiple: boolean) => void,
  ): void {
    const cutoff = Math.min(otherwise, this.#firstUnsafe);
    const singlesFrom = tags.findIndex((tag) => tag > cutoff);
    const together = singlesFrom === -1 ? tags.length : singlesFrom;
    const last = tags[together - 1];
    if (last !== undefined) say(last, true);
    for (const tag of tags.slice(together)) say(tag, false);
  }
}

function ascending(one: number, other: number): number {
  return one - other;
}
