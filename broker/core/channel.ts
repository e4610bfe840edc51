import type { Arguments } from "./arguments.ts";
import type { Message } from "./message.ts";
import type { Requester, VirtualHost } from "./virtual-host.ts";

/** The other end of a channel: what the model tells it, and the one thing it asks. */
export interface ChannelClient<Content> {
  /**
   * False while 200 messages wait to be written (RabbitMQ's UNSENT_MESSAGE_LIMIT): its consumers
   * get nothing. Call {@link Channel.resume} when it is true again.
   */
  readonly canTake: () => boolean;
  readonly deliver: (consumerTag: string, deliveryTag: number, message: Message<Content>) => void;
  /** The queue of this consumer was deleted: server-sent basic.cancel. */
  readonly cancelled: (consumerTag: string) => void;
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
  lastQueue = "";

  constructor(
    _host: VirtualHost<Content>,
    connection: object,
    _client: ChannelClient<Content>,
    _onClosed: () => void,
  ) {
    this.connection = connection;
  }

  /** @returns the number of queues it went to: 0 = unroutable. */
  publish(_exchange: string, _routingKey: string, _content: Content): number {
    throw new Error("not written yet");
  }

  consume(_request: ConsumeRequest, _answer: (consumerTag: string) => void): void {
    throw new Error("not written yet");
  }

  /** Unknown tags are no error. What the consumer holds stays unacked. */
  cancel(_consumerTag: string): void {
    throw new Error("not written yet");
  }

  /** `prefetchCount` 0 = unlimited. Not global: for consumers to come; global: for the channel, now. */
  qos(_prefetchCount: number, _global: boolean, _answer: () => void): void {
    throw new Error("not written yet");
  }

  ack(_deliveryTag: number, _multiple: boolean): void {
    throw new Error("not written yet");
  }

  /** basic.nack; basic.reject is this with `multiple` false. */
  nack(_deliveryTag: number, _multiple: boolean, _requeue: boolean): void {
    throw new Error("not written yet");
  }

  recover(_requeue: boolean, _answer: () => void): void {
    throw new Error("not written yet");
  }

  /** @returns undefined when the queue has nothing ready: get-empty. */
  get(_queue: string, _noAck: boolean): GetAnswer<Content> | undefined {
    throw new Error("not written yet");
  }

  /** The client can take again. */
  resume(): void {
    throw new Error("not written yet");
  }

  /** Cancels its consumers and requeues what it has not acknowledged. */
  close(): void {
    throw new Error("not written yet");
  }
}
