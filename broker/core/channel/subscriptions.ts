import { Attachment, type Consumer, type Recipient } from "#broker/core/queue/consumer.ts";
import type { Delivery } from "./delivery.ts";
import type { Queue } from "#broker/core/queue/queue.ts";

interface Subscription<Content> {
  readonly queue: Queue<Content>;
  readonly consumer: Consumer<Content>;
}

type QueueAttachment<Content> = readonly [Queue<Content>, Attachment<Content>];

/** The consumers of one channel, by tag, and what they share at each queue. */
export class Subscriptions<Content> {
  readonly #recipientAt: (queue: Queue<Content>) => Recipient<Content>;
  readonly #attachments = new Map<Queue<Content>, Attachment<Content>>();
  readonly #subscriptions = new Map<string, Subscription<Content>>();

  constructor(recipientAt: (queue: Queue<Content>) => Recipient<Content>) {
    this.#recipientAt = recipientAt;
  }

  find(consumerTag: string): Subscription<Content> | undefined {
    return this.#subscriptions.get(consumerTag);
  }

  all(): readonly Subscription<Content>[] {
    return [...this.#subscriptions.values()];
  }

  attachmentTo(queue: Queue<Content>): Attachment<Content> {
    const existing = this.#attachments.get(queue);
    if (existing !== undefined) return existing;
    const attachment = new Attachment<Content>(this.#recipientAt(queue));
    this.#attachments.set(queue, attachment);
    return attachment;
  }

  add(subscription: Subscription<Content>): void {
    this.#subscriptions.set(subscription.consumer.tag, subscription);
  }

  forget({ queue, consumer }: Subscription<Content>): void {
    this.#subscriptions.delete(consumer.tag);
    if (consumer.attachment.consumerCount === 0) this.#attachments.delete(queue);
  }

  /** A consumer cancelled and begun anew under its old tag is credited with its predecessor's acks. */
  heirOf({ queue, consumer }: Delivery<Content>): Consumer<Content> | undefined {
    if (consumer === undefined) return undefined;
    const subscription = this.#subscriptions.get(consumer.tag);
    return subscription?.queue === queue ? subscription.consumer : undefined;
  }

  /** Those the channel's limit has stopped, as they are to go on: the first will be the last next time. */
  takeSuspended(): readonly QueueAttachment<Content>[] {
    const suspended = [...this.#attachments].filter(([, attachment]) => attachment.suspended);
    const [first] = suspended;
    if (first !== undefined) this.#toTheBack(first);
    return suspended;
  }

  /** Lets the queues go on, for as long as the client can take. */
  resume(canTake: () => boolean): void {
    for (const [queue, attachment] of [...this.#attachments]) {
      queue.resume(attachment);
      // One that fills the channel again comes last next time.
      this.#toTheBack([queue, attachment]);
      if (!canTake()) return;
    }
  }

  #toTheBack([queue, attachment]: QueueAttachment<Content>): void {
    this.#attachments.delete(queue);
    this.#attachments.set(queue, attachment);
  }
}

export function resumeAll<Content>(attachments: readonly QueueAttachment<Content>[]): void {
  for (const [queue, attachment] of attachments) {
    attachment.suspended = false;
    queue.resume(attachment);
  }
}
