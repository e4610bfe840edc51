import type { Channel, ConsumeMessage } from "amqplib";
import type { AckMode, Prefetch } from "#shared/scenario/strategy.ts";
import type { BrokerConnection } from "./connection.ts";

export interface ConsumerSettings {
  readonly prefetch: Prefetch;
  readonly ack: AckMode;
}

export interface ConsumerOptions extends ConsumerSettings {
  readonly queue: string;
  readonly consumerTag: string;
  /** `null` when someone deleted the queue. */
  readonly onMessage: (consumer: Consumer, message: ConsumeMessage | null) => void;
  /** Its channel was closed by the broker. */
  readonly onLost: () => void;
}

/** A consumer on a channel of its own. */
export class Consumer {
  readonly channel: Channel;
  readonly ack: AckMode;
  readonly #consumerTag: string;
  /** Set once its cancellation was asked for; resolves with the broker's answer. */
  #cancelled: Promise<void> | null = null;

  /** The first message may be here before this resolves. */
  static async start(connection: BrokerConnection, options: ConsumerOptions): Promise<Consumer> {
    const { prefetch, ack, queue, consumerTag, onMessage, onLost } = options;
    const channel = await connection.openChannel();
    channel.on("error", onLost);
    const consumer = new Consumer(channel, ack, consumerTag);
    await channel.prefetch(prefetch === "unlimited" ? 0 : prefetch);
    await channel.consume(
      queue,
      (message) => {
        onMessage(consumer, message);
      },
      { noAck: ack === "auto", consumerTag },
    );
    return consumer;
  }

  private constructor(channel: Channel, ack: AckMode, consumerTag: string) {
    this.channel = channel;
    this.ack = ack;
    this.#consumerTag = consumerTag;
  }

  /** Nothing is delivered any more once this resolves. */
  cancel(): Promise<void> {
    this.#cancelled ??= this.channel.cancel(this.#consumerTag).then(
      () => undefined,
      () => undefined, // The channel is gone: onLost was called, or the connection's loss is told.
    );
    return this.#cancelled;
  }

  /** Never rejects. */
  async close(): Promise<void> {
    try {
      await this.channel.close();
    } catch {
      // Closed already.
    }
  }
}
