import type { Arguments } from "./arguments.ts";
import { Consumer, type Attachment, type ConsumerOptions } from "./consumer.ts";
import type { Message } from "./message.ts";
import { ReadyQueue } from "./ready-queue.ts";
import { Rotation } from "./rotation.ts";

export interface QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** The connection that may use it, if it is exclusive. */
  readonly owner: object | undefined;
  readonly arguments: Arguments;
  /** x-expires. */
  readonly expiresMs: number | undefined;
}

/**
 * A classic queue: messages in order of arrival, and the consumers they are dealt to.
 * Whenever a method returns, there is nothing ready or nobody in turn.
 */
export class Queue<Content> implements QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly owner: object | undefined;
  readonly arguments: Arguments;
  readonly expiresMs: number | undefined;

  readonly #ready = new ReadyQueue<Message<Content>>();
  readonly #rotation = new Rotation<Consumer<Content>>();
  readonly #consumers = new Set<Consumer<Content>>();
  readonly #rejoin = (consumer: Consumer<Content>): void => {
    this.#rotation.join(consumer);
  };
  #arrivals = 0;
  #unacked = 0;

  constructor(properties: QueueProperties) {
    this.name = properties.name;
    this.durable = properties.durable;
    this.autoDelete = properties.autoDelete;
    this.owner = properties.owner;
    this.arguments = properties.arguments;
    this.expiresMs = properties.expiresMs;
  }

  get messageCount(): number {
    return this.#ready.length;
  }

  /** Delivered or got by somebody who has still to acknowledge. */
  get unackedCount(): number {
    return this.#unacked;
  }

  get consumerCount(): number {
    return this.#consumers.size;
  }

  /** Whether one more consumer may come: an exclusive one wants to be, and stay, the only one. */
  admits(exclusive: boolean): boolean {
    for (const consumer of this.#consumers) return !exclusive && !consumer.exclusive;
    return true;
  }

  publish(exchange: string, routingKey: string, content: Content): void {
    const position = this.#arrivals++;
    this.#ready.push({ exchange, routingKey, content, position, redelivered: false });
    this.#run();
  }

  /** @param answer called before its first delivery. */
  consume(
    attachment: Attachment<Content>,
    options: ConsumerOptions,
    answer: (consumer: Consumer<Content>) => void,
  ): void {
    const consumer = new Consumer(attachment, options);
    this.#consumers.add(consumer);
    attachment.consumerCount += 1;
    this.#rotation.join(consumer);
    answer(consumer);
    this.#run();
  }

  /** What the consumer holds stays with its channel. */
  cancel(consumer: Consumer<Content>): void {
    this.#consumers.delete(consumer);
    consumer.attachment.consumerCount -= 1;
    consumer.list?.remove(consumer);
  }

  /** basic.get: past consumers and their limits. */
  fetch(noAck: boolean): Message<Content> | undefined {
    const message = this.#ready.shift();
    if (message !== undefined && !noAck) this.#unacked += 1;
    return message;
  }

  /** `consumer`, if a consumer held them, has dealt with `count` messages. */
  settle(consumer: Consumer<Content> | undefined, count: number): void {
    this.#unacked -= count;
    this.#topUp(consumer, count);
    this.#run();
  }

  /** Back to where they were in the queue. Credit first: the consumer may get them again. */
  requeue(consumer: Consumer<Content> | undefined, messages: readonly Message<Content>[]): void {
    this.#unacked -= messages.length;
    this.#topUp(consumer, messages.length);
    for (const message of messages) {
      message.redelivered = true;
      this.#ready.putBack(message);
    }
    this.#run();
  }

  /** The attachment's channel may be able to take again. */
  resume(attachment: Attachment<Content>): void {
    if (!attachment.canTake) return;
    attachment.unblock(this.#rejoin);
    this.#run();
  }

  /** @returns how many ready messages it dropped. */
  purge(): number {
    return this.#ready.clear();
  }

  /** Drops what is ready and tells the consumers. */
  delete(): void {
    this.#ready.clear();
    for (const consumer of this.#consumers) {
      this.cancel(consumer);
      consumer.attachment.recipient.cancelled(consumer);
    }
  }

  #topUp(consumer: Consumer<Content> | undefined, count: number): void {
    if (consumer?.topUp(count) !== true) return;
    consumer.attachment.unblock(this.#rejoin, consumer);
  }

  #run(): void {
    while (this.#ready.length > 0) {
      const consumer = this.#rotation.next();
      if (consumer === undefined) return;
      const message = this.fetch(consumer.noAck);
      if (message === undefined) return;
      consumer.take(message);
    }
  }
}
