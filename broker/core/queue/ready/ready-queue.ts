import { PositionHeap, type Positioned } from "./position-heap.ts";

/** Messages waiting for a consumer. */
export interface Waiting<Message> {
  readonly length: number;
  /** The next to leave. */
  readonly first: Message | undefined;
  /** @param message later than everything that was ever pushed. */
  readonly push: (message: Message) => void;
  /** Back to its original position. */
  readonly putBack: (message: Message) => void;
  readonly shift: () => Message | undefined;
}

/**
 * In the order they arrived, wherever they have been meanwhile.
 *
 * What was never taken arrived after everything that was, so returned messages all stand before it:
 * two parts, of which only the second grows long. `shift` and `push` are amortised O(1) whatever the
 * length, `putBack` is O(log returned).
 */
export class ReadyQueue<Message extends Positioned> implements Waiting<Message> {
  readonly #returned = new PositionHeap<Message>();
  /** Fresh messages, a queue out of two stacks: the next to leave is at the end of `#leaving`. */
  #leaving: Message[] = [];
  #arriving: Message[] = [];

  get length(): number {
    return this.#returned.size + this.#leaving.length + this.#arriving.length;
  }

  get first(): Message | undefined {
    return this.#returned.first ?? this.#leaving.at(-1) ?? this.#arriving[0];
  }

  push(message: Message): void {
    this.#arriving.push(message);
  }

  putBack(message: Message): void {
    this.#returned.add(message);
  }

  shift(): Message | undefined {
    if (this.#returned.size > 0) return this.#returned.takeFirst();
    if (this.#leaving.length === 0) {
      this.#leaving = this.#arriving.reverse();
      this.#arriving = [];
    }
    return this.#leaving.pop();
  }
}
