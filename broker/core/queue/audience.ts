import type { ClientFacts } from "#broker/core/broker-events.ts";
import type { Message } from "#broker/core/message.ts";
import type { Batch } from "./batch.ts";
import { Consumer, type Attachment, type ConsumerOptions } from "./consumer.ts";
import { CheckedOut } from "./checked-out.ts";
import type { QueueKind } from "./queue-kind.ts";
import type { QueueSettings } from "./queue-settings.ts";
import { Rotation } from "./rotation.ts";
import { SingleActive } from "./single-active.ts";
import type { Turns } from "./turns.ts";

/** A queue's consumers: who they are, how they are counted, whose turn it is, and how much is out. */
export class Audience<Content> {
  readonly #kind: QueueKind;
  readonly #hasSingleActive: boolean;
  readonly #consumers = new Set<Consumer<Content>>();
  readonly #turns: Turns<Consumer<Content>, Message<Content>>;
  /** Undefined where they do not count. */
  readonly #checkedOut: CheckedOut<Content> | undefined;
  readonly #rejoin = (consumer: Consumer<Content>): void => {
    this.#turns.join(consumer);
  };
  #unacked = 0;
  #arrivals = 0;

  constructor(
    { kind, singleActiveConsumer }: QueueSettings,
    newTurns?: (kind: QueueKind) => Turns<Consumer<Content>, Message<Content>>,
  ) {
    this.#kind = kind;
    this.#hasSingleActive = singleActiveConsumer;
    if (newTurns !== undefined) this.#turns = newTurns(kind);
    else this.#turns = singleActiveConsumer ? new SingleActive(kind) : new Rotation(kind);
    this.#checkedOut = kind.countsCheckedOut ? new CheckedOut() : undefined;
  }

  /** Consumers, as they are told of. */
  get count(): number {
    const { size } = this.#consumers;
    if (this.#checkedOut === undefined) return size;
    const inTurn = this.#hasSingleActive ? Math.min(size, 1) : size;
    return inTurn + this.#checkedOut.countBeside(this.#consumers);
  }

  /** Delivered or got by somebody who has still to acknowledge. */
  get unackedCount(): number {
    return this.#unacked;
  }

  /** Whether one more may come: an exclusive one wants to be, and stay, the only one. */
  admits(exclusive: boolean): boolean {
    if (!this.#kind.knowsExclusiveConsumers) return true;
    if (this.#hasSingleActive) return !exclusive;
    for (const consumer of this.#consumers) return !exclusive && !consumer.exclusive;
    return true;
  }

  add(attachment: Attachment<Content>, options: ConsumerOptions): Consumer<Content> {
    const isRanked = !this.#hasSingleActive || this.#kind.prefersActiveByPriority;
    const consumer = new Consumer(
      attachment,
      isRanked ? options : { ...options, priority: 0 },
      this.#arrivals++,
    );
    this.#checkedOut?.inherit(consumer);
    this.#consumers.add(consumer);
    attachment.consumerCount += 1;
    this.#turns.join(consumer);
    return consumer;
  }

  remove(consumer: Consumer<Content>): void {
    this.#consumers.delete(consumer);
    consumer.attachment.consumerCount -= 1;
    this.#turns.leave(consumer);
  }

  /** It is told of as a consumer, and gets nothing. */
  suspend(consumer: Consumer<Content>): void {
    this.#turns.leave(consumer);
  }

  /** It is in turn again, if it is still there. */
  readmit(consumer: Consumer<Content>): void {
    if (this.#consumers.has(consumer)) this.#turns.join(consumer);
  }

  /** Whose turn it is to get this message, if anybody can take it. */
  next(message: Message<Content>): Consumer<Content> | undefined {
    return this.#turns.next(message);
  }

  /** @param holder undefined for basic.get. */
  given(holder: Consumer<Content> | undefined): void {
    this.#unacked += 1;
    this.#checkedOut?.given(holder);
  }

  settled({ holder, heir, messages }: Batch<Content>): void {
    this.#unacked -= messages.length;
    this.#checkedOut?.settled(holder, messages.length, heir);
  }

  /** @param consumer undefined when whoever held them is no consumer any more. */
  credit(consumer: Consumer<Content> | undefined, count: number): void {
    if (consumer?.topUp(count) !== true) return;
    consumer.attachment.unblock(this.#rejoin, consumer);
  }

  /** The attachment's channel may be able to take again. @returns whether it is. */
  resume(attachment: Attachment<Content>): boolean {
    if (!attachment.canTake) return false;
    attachment.unblock(this.#rejoin);
    return true;
  }

  /** Who is to hear of the queue's deletion before and after the channel that asked for it, in the order of tags (QQ28). */
  toldOfDeletion(by: ClientFacts | undefined): {
    readonly before: readonly Consumer<Content>[];
    readonly after: readonly Consumer<Content>[];
  } {
    const byTag = [...this.#consumers].sort((one, other) => (one.tag < other.tag ? -1 : 1));
    const isOwn = ({ attachment }: Consumer<Content>) => attachment.recipient.client === by;
    const own = byTag.filter(isOwn);
    const others = byTag.filter((consumer) => !isOwn(consumer));
    return this.#kind.tellsAskerOfDeletion === "first"
      ? { before: [], after: [...own, ...others] }
      : { before: others, after: own };
  }
}
