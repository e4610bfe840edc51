import type { Channel, ConsumeMessage } from "amqplib";
import type { AckMode } from "#shared/scenario/strategy.ts";
import { closeChannel } from "./close-channel.ts";
import type { BrokerConnection } from "./connection.ts";
import type { ConsumerSettings } from "./machine/worker-state.ts";

/** How amqplib tells that the broker closed a channel: by its reply code. */
export type ChannelLoss = Error & { readonly code?: number };

/** A consumer on a channel of its own. */
export class Consumer {
  readonly channel: Channel;
  readonly ack: AckMode;
  readonly #consumerTag: string;
  /** Set once its cancellation was asked for; resolves with the broker's answer. */
  #cancelled: Promise<void> | null = null;

  /** @param onLost called when the broker closes its channel. */
  static async open(
    connection: BrokerConnection,
    { prefetch, ack }: ConsumerSettings,
    {
      consumerTag,
      onLost,
    }: { readonly consumerTag: string; readonly onLost: (error: ChannelLoss) => void },
  ): Promise<Consumer> {
    const channel = await connection.openChannel();
    channel.on("error", onLost);
    await channel.prefetch(prefetch === "unlimited" ? 0 : prefetch);
    return new Consumer(channel, ack, consumerTag);
  }

  private constructor(channel: Channel, ack: AckMode, consumerTag: string) {
    this.channel = channel;
    this.ack = ack;
    this.#consumerTag = consumerTag;
  }

  /**
   * The first message may be here before this resolves.
   *
   * @param onMessage is given `null` when someone deleted the queue.
   */
  async consume(queue: string, onMessage: (message: ConsumeMessage | null) => void): Promise<void> {
    const noAck = this.ack === "auto";
    await this.channel.consume(queue, onMessage, { noAck, consumerTag: this.#consumerTag });
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
      await closeChannel(this.channel);
    } catch {
      // Closed already.
    }
  }
}
