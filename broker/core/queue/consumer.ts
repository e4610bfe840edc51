import type { ClientFacts } from "#broker/core/broker-events.ts";
import type { ChannelLimit } from "#broker/core/channel/channel-limit.ts";
import { LinkedList } from "#broker/core/linked-list.ts";
import type { Message } from "#broker/core/message.ts";
import type { Contender } from "./turns.ts";

/** What a queue tells a channel that consumes from it, and asks of it. */
export interface Recipient<Content> {
  readonly client: ClientFacts;
  readonly limit: ChannelLimit;
  /** False while too many messages wait to be written. */
  readonly canTake: () => boolean;
  readonly deliver: (consumer: Consumer<Content>, message: Message<Content>) => void;
  readonly cancelled: (consumer: Consumer<Content>) => void;
}

/** A channel at one queue: what its consumers there share. */
export class Attachment<Content> {
  readonly recipient: Recipient<Content>;
  /** Consumers out of their queue's turn. */
  readonly blocked = new LinkedList<Consumer<Content>>();
  consumerCount = 0;
  /** Found the channel's limit reached; takes nothing until the channel resumes it. */
  suspended = false;
  /** Consumers may be blocked for the channel's sake, though they have credit. */
  #choked = false;

  constructor(recipient: Recipient<Content>) {
    this.recipient = recipient;
  }

  get canTake(): boolean {
    if (!this.suspended && this.recipient.canTake()) return true;
    this.#choked = true;
    return false;
  }

  /** The channel's limit, tried when everything else allows a delivery (rabbit_limiter:can_send/3). */
  get isUnderLimit(): boolean {
    if (!this.recipient.limit.reached) return true;
    this.suspended = this.#choked = true;
    return false;
  }

  /**
   * Unblocks every blocked consumer that has credit, in the order they were blocked.
   *
   * @param consumer the only one whose credit has changed, if only one has.
   */
  unblock(rejoin: (consumer: Consumer<Content>) => void, consumer?: Consumer<Content>): void {
    if (consumer !== undefined && !this.#choked) {
      // Without looking at the others: whoever is blocked here lacks credit.
      if (consumer.list !== this.blocked) return;
      this.blocked.remove(consumer);
      rejoin(consumer);
      return;
    }
    this.#choked = false;
    for (const each of this.blocked) {
      if (!each.hasCredit) continue;
      this.blocked.remove(each);
      rejoin(each);
    }
  }
}

export interface ConsumerOptions {
  readonly tag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  /** Most unacked messages at a time; 0 = unlimited. Without acks nothing is unacked. */
  readonly prefetch: number;
  /** x-priority. */
  readonly priority: number | bigint;
  /** x-consumer-timeout. */
  readonly timeoutMs?: number | undefined;
}

/** One consumer of one queue, with its credit. */
export class Consumer<Content> implements Contender<Consumer<Content>> {
  readonly tag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly priority: number | bigint;
  readonly attachment: Attachment<Content>;
  /** Its place among all who ever consumed from its queue. */
  readonly arrival: number;
  readonly timeoutMs: number | undefined;
  /** Deliveries taken back from it as they were not acknowledged in time: while there are, it is given nothing (QQ23). */
  late = 0;
  readonly #prefetch: number;
  #credit: number;

  list: LinkedList<Consumer<Content>> | undefined;
  next: Consumer<Content> | undefined;
  previous: Consumer<Content> | undefined;

  constructor(
    attachment: Attachment<Content>,
    { tag, noAck, exclusive, prefetch, priority, timeoutMs }: ConsumerOptions,
    arrival: number,
  ) {
    this.attachment = attachment;
    this.tag = tag;
    this.noAck = noAck;
    this.exclusive = exclusive;
    this.priority = priority;
    this.arrival = arrival;
    this.timeoutMs = timeoutMs;
    this.#prefetch = prefetch === 0 ? Infinity : prefetch;
    this.#credit = this.#prefetch;
  }

  get blocked(): LinkedList<Consumer<Content>> {
    return this.attachment.blocked;
  }

  get hasCredit(): boolean {
    return this.#credit > 0;
  }

  get isAtLastCredit(): boolean {
    return this.#credit === 1 && !this.noAck;
  }

  get holdsNothing(): boolean {
    return this.#credit >= this.#prefetch;
  }

  canTake(): boolean {
    return this.attachment.canTake && this.hasCredit && this.attachment.isUnderLimit;
  }

  take(message: Message<Content>): void {
    const { recipient } = this.attachment;
    if (!this.noAck) {
      this.#credit -= 1;
      recipient.limit.delivered();
    }
    recipient.deliver(this, message);
  }

  /** It holds messages already. */
  owe(count: number): void {
    this.#credit = Math.max(0, this.#credit - count);
  }

  /** @returns whether it had no credit before. */
  topUp(count: number): boolean {
    const wasEmpty = this.#credit === 0;
    this.#credit += count;
    return wasEmpty;
  }
}
