import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";
import type { Arguments } from "#broker/core/arguments.ts";
import type { ClientFacts } from "#broker/core/broker-events.ts";
import { ChannelLimit } from "./channel-limit.ts";
import { readConsumeArguments } from "./consume-arguments.ts";
import type { Recipient } from "#broker/core/queue/consumer.ts";
import { REPLY_TO_QUEUE, ReplyConsumer } from "./direct-replies.ts";
import { byConsumer, byQueue, consumedAmong, type Delivery } from "./delivery.ts";
import { Deliveries } from "./deliveries.ts";
import type { Message } from "#broker/core/message.ts";
import type { Queue } from "#broker/core/queue/queue.ts";
import type { Publication, PublishOutcome } from "#broker/core/publication.ts";
import { described } from "#broker/core/refusals.ts";
import { resumeAll, Subscriptions } from "./subscriptions.ts";
import { tellSettled } from "./tell-delivery.ts";
import { Transaction, type Settlement } from "./transaction.ts";
import type { Requester } from "#broker/core/queue/queues.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";

/** The other end of a channel: what the model tells it, and the one thing it asks. */
export interface ChannelClient<Content> {
  readonly facts: ClientFacts;
  /**
   * False while 200 messages wait to be written (RabbitMQ's UNSENT_MESSAGE_LIMIT): its consumers
   * get nothing. Call {@link Channel.resume} when it is true again.
   */
  readonly canTake: () => boolean;
  readonly deliver: (consumerTag: string, deliveryTag: number, message: Message<Content>) => void;
  /** Mandatory, and no queue to take it. */
  readonly returned: (publication: Publication<Content>) => void;
  /** It understands that one of its consumers is cancelled. */
  readonly takesCancel: boolean;
  /** The queue of this consumer was deleted, or it was too slow: server-sent basic.cancel. */
  readonly cancelled: (consumerTag: string) => void;
  /** To be closed for what it did not do in time. */
  readonly failed: (error: ChannelError) => void;
}

export interface ConsumeRequest {
  readonly queue: string;
  /** "" asks for a generated one. */
  readonly consumerTag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly arguments: Arguments;
}

export interface GetAnswer<Content> {
  readonly deliveryTag: number;
  readonly message: Message<Content>;
  /** Ready messages left behind. */
  readonly messageCount: number;
}

/**
 * One channel: its consumers, its limits and what it was given and has not acknowledged.
 * Deliveries a command makes possible are made before it returns; an `answer` is called before them.
 */
export class Channel<Content> implements Requester {
  readonly connection: object;
  readonly replies: ReplyConsumer<Content>;
  lastQueue = "";

  readonly #host: VirtualHost<Content>;
  readonly #client: ChannelClient<Content>;
  readonly #onClosed: () => void;
  readonly #limit = new ChannelLimit();
  readonly #subscriptions = new Subscriptions<Content>((queue) => this.#recipientAt(queue));
  /** Queues it consumed from till it began to close. */
  readonly #abandoned = new Set<Queue<Content>>();
  readonly #deliveries: Deliveries<Content>;
  #transaction: Transaction<Content> | undefined;
  /** For consumers to come; 0 = unlimited. */
  #prefetch = 0;

  constructor(
    host: VirtualHost<Content>,
    connection: object,
    client: ChannelClient<Content>,
    onClosed: () => void,
  ) {
    this.connection = connection;
    this.#host = host;
    this.#client = client;
    this.#onClosed = onClosed;
    this.#deliveries = new Deliveries(host, client, this.#subscriptions);
    this.replies = new ReplyConsumer(host.directReplies, (tag, reply) => {
      client.deliver(tag, this.#deliveries.newDeliveryTag(), host.unqueued(reply));
    });
  }

  get facts(): ClientFacts {
    return this.#client.facts;
  }

  get isTransactional(): boolean {
    return this.#transaction !== undefined;
  }

  /** tx.select: from now on publishes and acknowledgements wait for the {@link commit}. */
  select(): void {
    this.#transaction ??= new Transaction(this.#host);
  }

  /** @returns undefined when a transaction keeps it for its commit. */
  publish(publication: Publication<Content>, mandatory = false): PublishOutcome | undefined {
    this.#host.reply(publication);
    const queues = this.#host.route(publication);
    if (this.#transaction === undefined) return this.#publish(publication, mandatory, queues);
    this.#transaction.publish(publication, mandatory, queues);
    return undefined;
  }

  /**
   * Does what the transaction has kept.
   *
   * @param answer given what became of the publications together, before what it acknowledged is settled.
   */
  commit(answer: (outcome: PublishOutcome) => void): PublishOutcome {
    const transaction = this.#transacting();
    const total = transaction.commitPublished((...published) => this.#publish(...published));
    answer(total);
    for (const { deliveries, how } of transaction.takeSettled()) this.#settleNow(deliveries, how);
    return total;
  }

  /** Forgets what the transaction has kept: publications are lost, deliveries are unacked as before. */
  rollback(): void {
    this.#deliveries.putBack(this.#transacting().rollback());
  }

  consume(request: ConsumeRequest, answer: (consumerTag: string) => void): void {
    const { noAck, exclusive } = request;
    if (this.#subscriptions.find(request.consumerTag) !== undefined) {
      throw new ConnectionError(530, `attempt to reuse consumer tag '${request.consumerTag}'`);
    }
    const tag =
      request.consumerTag === "" ? this.#host.generatedName("amq.ctag") : request.consumerTag;
    if (request.queue === REPLY_TO_QUEUE) {
      this.replies.open(tag, noAck);
      answer(tag);
      return;
    }
    const queue = this.#host.queue(this, request.queue);
    const resource = described("queue", queue.name, this.#host.name);
    const { priority, timeoutMs } = readConsumeArguments(
      request.arguments,
      resource,
      queue.kind,
      this.#host.release,
    );
    queue.kind.refuseConsumer(this.#limit, resource);
    if (!queue.admits(exclusive)) throw new ChannelError(403, `${resource} in exclusive use`);
    const prefetch = this.#prefetch || queue.kind.defaultPrefetch;
    const options = { tag, noAck, exclusive, prefetch, priority, timeoutMs };
    queue.consume(this.#subscriptions.attachmentTo(queue), options, (consumer) => {
      this.#subscriptions.add({ queue, consumer });
      answer(tag);
    });
  }

  /** Unknown tags are no error. What the consumer holds stays unacked. */
  cancel(consumerTag: string): void {
    if (this.replies.cancel(consumerTag)) return;
    const subscription = this.#subscriptions.find(consumerTag);
    if (subscription === undefined) return;
    const { queue, consumer } = subscription;
    queue.cancel(consumer);
    this.#subscriptions.forget(subscription);
    this.#host.lostConsumer(queue);
  }

  /**
   * @param prefetchCount 0 = unlimited.
   * @param isGlobal false: the limit of each consumer to come, and no limit for the channel;
   *   true: the limit of the channel, from now on, in a release that has such a thing.
   */
  qos(prefetchCount: number, isGlobal: boolean, answer: () => void): void {
    answer();
    const global = isGlobal && this.#host.release.sharesGlobalQos;
    if (!global) this.#prefetch = prefetchCount;
    const channelLimit = global ? prefetchCount : 0;
    if (this.#limit.set(channelLimit, this.#deliveries.size))
      resumeAll(this.#subscriptions.takeSuspended());
  }

  /** @throws 406 when the tag is unknown. */
  ack(deliveryTag: number, multiple: boolean): void {
    this.#settle(this.#deliveries.take(deliveryTag, multiple), "ack");
  }

  /** @throws 406 when the tag is unknown. */
  nack(deliveryTag: number, multiple: boolean, requeue: boolean): void {
    this.#settle(this.#deliveries.take(deliveryTag, multiple), requeue ? "requeue" : "reject");
  }

  /** basic.reject: it has failed, as not everything that is nacked has (QM42, QQ18). */
  reject(deliveryTag: number, requeue: boolean): void {
    // Where nack counts as well they are one, and a transaction settles them together.
    if (this.#host.release.quorum.nackCounts) {
      this.nack(deliveryTag, false, requeue);
      return;
    }
    this.#settle(
      this.#deliveries.take(deliveryTag, false),
      requeue ? "requeueFailed" : "rejectFailed",
    );
  }

  /**
   * Requeues everything unacked.
   *
   * @param answer given whether what comes again comes a moment later (QQ29).
   */
  recover(requeue: boolean, answer: (isLogged: boolean) => void): void {
    if (!requeue) throw new ConnectionError(540, "requeue=false");
    const taken = this.#deliveries.takeAll();
    answer(taken.some(({ queue }) => queue.kind.writesAtOnce));
    this.#settleNow(taken, "requeue");
  }

  /** @returns undefined when the queue has nothing ready: get-empty. */
  get(queueName: string, noAck: boolean): GetAnswer<Content> | undefined {
    const queue = this.#host.queue(this, queueName);
    queue.kind.refuseGet(queue.settings, described("queue", queue.name, this.#host.name));
    this.#host.touch(queue);
    const message = queue.fetch(noAck);
    if (message === undefined) return undefined;
    const deliveryTag = this.#deliveries.give(queue, undefined, message, noAck);
    return { deliveryTag, message, messageCount: queue.messageCount };
  }

  /** The client can take again. */
  resume(): void {
    this.#subscriptions.resume(() => this.#client.canTake());
  }

  /** Cancels its consumers: it is given nothing any more. To be followed by {@link close}. */
  cancelAll(): void {
    this.replies.close();
    for (const subscription of this.#subscriptions.all()) {
      const { queue, consumer } = subscription;
      queue.detach(consumer);
      this.#subscriptions.forget(subscription);
      this.#abandoned.add(queue);
      this.#host.lostConsumer(queue);
    }
  }

  /** Cancels its consumers and requeues what it has not acknowledged. */
  close(): void {
    this.cancelAll();
    if (this.isTransactional) this.rollback();
    const taken = this.#deliveries.stillHeld(this.#deliveries.takeAll(), "requeue");
    tellSettled(this.#host, this.#client.facts, taken, "requeue");
    for (const [queue, batches] of byQueue(taken)) queue.abandon(batches);
    for (const queue of this.#abandoned) queue.proceed();
    this.#deliveries.end();
    this.#onClosed();
  }

  #transacting(): Transaction<Content> {
    if (this.#transaction === undefined)
      throw new ChannelError(406, "channel is not transactional");
    return this.#transaction;
  }

  #publish(
    publication: Publication<Content>,
    mandatory: boolean,
    queues: readonly Queue<Content>[],
  ): PublishOutcome {
    if (mandatory && queues.length === 0) this.#client.returned(publication);
    return this.#host.deliver(publication, queues);
  }

  #recipientAt(queue: Queue<Content>): Recipient<Content> {
    return {
      client: this.#client.facts,
      limit: queue.kind.heedsChannelLimit ? this.#limit : new ChannelLimit(),
      canTake: () => this.#client.canTake(),
      deliver: (consumer, message) => {
        const deliveryTag = this.#deliveries.give(queue, consumer, message, consumer.noAck);
        this.#client.deliver(consumer.tag, deliveryTag, message);
      },
      cancelled: (consumer) => {
        this.#subscriptions.forget({ queue, consumer });
        this.#client.cancelled(consumer.tag);
      },
    };
  }

  #settle(taken: readonly Delivery<Content>[], how: Settlement): void {
    if (this.#transaction === undefined) this.#settleNow(taken, how);
    else this.#transaction.settle(taken, how);
  }

  /** The limit is freed first, the queues are told consumer by consumer, then those it had stopped go on. */
  #settleNow(settled: readonly Delivery<Content>[], how: Settlement): void {
    const taken = this.#deliveries.stillHeld(settled, how);
    tellSettled(this.#host, this.#client.facts, taken, how);
    const stopped = this.#limit.settled(consumedAmong(taken))
      ? this.#subscriptions.takeSuspended()
      : [];
    for (const batch of byConsumer(taken, this.#subscriptions)) batch.queue[how](batch);
    resumeAll(stopped);
  }
}
