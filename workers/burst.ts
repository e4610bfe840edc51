import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import type { Channel, ConfirmChannel } from "amqplib";
import type { QueueSettings } from "#shared/scenario/queue-settings.ts";
import { closeChannel } from "./close-channel.ts";
import { BrokerConnection } from "./connection.ts";
import type { PublishingMode } from "./machine/publisher-machine.ts";
import { queueOptions } from "./queue-options.ts";

export interface BurstOptions {
  readonly url: string;
  readonly connectionName: string;
  readonly queue: string;
  readonly mode: PublishingMode & QueueSettings;
  readonly count: number;
}

/** How many are written before anybody else has a turn. */
const TURN_MESSAGES = 250;

/**
 * Many small messages, as fast as they go, to a queue of their own that nobody consumes from. Ends
 * as a publisher would: by the last confirm, or, where nothing is confirmed, by closing its channel.
 */
export class Burst {
  readonly count: number;
  readonly confirms: boolean;
  #options: BurstOptions;
  #connection: BrokerConnection;
  #lost: Promise<void>;
  #sent = 0;
  #confirmed = 0;
  #answered = false;

  /** Declares the queue. @throws Error when the broker cannot be reached, or refuses. */
  static async open(options: BurstOptions): Promise<Burst> {
    const { url, connectionName: name, queue, mode } = options;
    let lose: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => (lose = resolve));
    const connection = await BrokerConnection.open({ url, name, onLost: lose });
    const channel = await connection.openChannel();
    await channel.assertQueue(queue, queueOptions(queue, mode));
    if (mode.durable) await writeDownDefinitions(channel, queue, mode);
    await closeChannel(channel);
    return new Burst(options, connection, lost);
  }

  private constructor(options: BurstOptions, connection: BrokerConnection, lost: Promise<void>) {
    this.count = options.count;
    this.confirms = options.mode.confirms;
    this.#options = options;
    this.#connection = connection;
    this.#lost = lost;
  }

  /** Handed to the connection so far. */
  get sent(): number {
    return this.#sent;
  }

  get confirmed(): number {
    return this.#confirmed;
  }

  /** Everything is confirmed; or the broker has answered the channel's close, and so read everything. */
  get isAnswered(): boolean {
    return this.#answered;
  }

  /** Resolves when the broker has answered for everything, or is gone. */
  async publish(): Promise<void> {
    await Promise.race([this.#publishAll().catch(() => undefined), this.#lost]);
    await this.#connection.close();
  }

  kill(): void {
    this.#connection.kill();
  }

  async #publishAll(): Promise<void> {
    if (this.confirms) {
      const channel = await this.#connection.openConfirmChannel();
      await this.#writeAll(channel, (body) =>
        channel.sendToQueue(this.#options.queue, body, this.#properties, (error: unknown) => {
          if (error === null) this.#confirmed++;
        }),
      );
      await channel.waitForConfirms();
    } else {
      const channel = await this.#connection.openChannel();
      const { queue } = this.#options;
      await this.#writeAll(channel, (body) => channel.sendToQueue(queue, body, this.#properties));
      await closeChannel(channel);
    }
    this.#answered = true;
  }

  /** @param write false when the connection has enough for now. */
  async #writeAll(
    channel: Channel | ConfirmChannel,
    write: (body: Buffer) => boolean,
  ): Promise<void> {
    while (this.#sent < this.count && this.#connection.loss === null) {
      const hasRoom = write(Buffer.from(`message ${++this.#sent}`));
      if (!hasRoom) await once(channel, "drain");
      // Others burst at the same time, and somebody watches.
      else if (this.#sent % TURN_MESSAGES === 0) await turn();
    }
  }

  get #properties() {
    return { persistent: this.#options.mode.persistent, contentType: "text/plain" };
  }
}

/**
 * RabbitMQ sometimes answers a declare a second or two before the queue's definition is on disk: killed
 * then, it comes back without the queue. Whatever is declared next takes the definition along.
 */
async function writeDownDefinitions(
  channel: Channel,
  queue: string,
  settings: QueueSettings,
): Promise<void> {
  const next = `${queue}.next`;
  await channel.assertQueue(next, queueOptions(next, settings));
  await channel.deleteQueue(next);
}
