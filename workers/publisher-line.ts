import type { Channel, ConfirmChannel, Message } from "amqplib";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { deadQueueOf, keepsDead } from "#shared/scenario/dead-letters.ts";
import type { QueueSettings } from "#shared/scenario/queue-settings.ts";
import { closeChannel } from "./close-channel.ts";
import { BrokerConnection, replyTextOf, type ConnectionLoss } from "./connection.ts";
import { fromOutside, taskOf, type FromOutside } from "./message.ts";
import { messageIdOf, namedBy } from "./machine/message-id.ts";
import type { PublisherStimulus, Sending } from "./machine/publisher-machine.ts";
import { deadQueueOptions, queueOptions } from "./queue-options.ts";

export interface PublisherLineOptions {
  readonly url: string;
  readonly connectionName: string;
  readonly queue: string;
}

export interface PublisherLineDeps {
  readonly hear: (
    stimulus: Extract<PublisherStimulus, { readonly type: "confirmed" | "refused" | "returned" }>,
  ) => void;
  readonly onLost: (loss: ConnectionLoss) => void;
}

/** The broker would not have the queue: its reply code and text. */
export interface Refusal {
  readonly replyCode: number;
  readonly replyText: string;
}

/** The same, of a queue that exists with other settings. */
export interface RefusedRedeclare extends Refusal {
  /** The channel the broker closed. */
  readonly channel: number;
}

/** What the broker has to say about a queue. */
export interface QueueCounts {
  readonly messageCount: number;
  readonly consumerCount: number;
}

/** A message as it lies in the queue. */
export interface Seen {
  /** The task that its name says it asks for; `null` where it has none of ours. */
  readonly named: TaskNumber | null;
  /** All else that can be said of it. */
  readonly message: FromOutside;
}

/** A channel that confirms does so for life, so there is one of each kind. */
interface PublishingChannels {
  readonly confirming: ConfirmChannel;
  readonly plain: Channel;
}

/** How amqplib words a confirm that is a nack. */
const NACKED = "message nacked";
const CONNECTION_FORCED = 320;
const NOT_FOUND = 404;

/**
 * A publisher's connection, and its queue, which it declares and deletes. A connection of its own, since some
 * refusals of a declare close the connection.
 */
export class PublisherLine {
  #options: PublisherLineOptions;
  #deps: PublisherLineDeps;
  #connection: BrokerConnection;
  #channels: PublishingChannels | null = null;
  /** Resolves when the channel that confirms has closed, whyever. */
  #gone = new Promise<void>(() => undefined);

  /** @throws Error when the broker cannot be reached. */
  static async open(
    options: PublisherLineOptions,
    deps: PublisherLineDeps,
  ): Promise<PublisherLine> {
    const { url, connectionName: name } = options;
    const connection = await BrokerConnection.open({ url, name, onLost: deps.onLost });
    return new PublisherLine(options, deps, connection);
  }

  private constructor(
    options: PublisherLineOptions,
    deps: PublisherLineDeps,
    connection: BrokerConnection,
  ) {
    this.#options = options;
    this.#deps = deps;
    this.#connection = connection;
  }

  get isOpen(): boolean {
    return this.#connection.loss === null;
  }

  /**
   * Declares the queue and gets ready to publish to it.
   *
   * @returns how many messages are in it already.
   * @throws Error when the connection was lost for any other reason than a refusal.
   */
  async declare(
    settings: QueueSettings,
  ): Promise<Result<{ readonly messageCount: number }, Refusal>> {
    const { queue } = this.#options;
    try {
      if (keepsDead(settings)) {
        await this.#using((channel) =>
          channel.assertQueue(deadQueueOf(queue, settings), deadQueueOptions(queue, settings)),
        );
      }
      const { messageCount } = await this.#using((channel) =>
        channel.assertQueue(queue, queueOptions(queue, settings)),
      );
      await this.#openPublishing();
      return ok({ messageCount });
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (refusal) return fail(refusal);
      throw error;
    }
  }

  /**
   * Declares the queue once more, on a channel of its own, since a refusal closes it.
   *
   * @throws Error when the connection was lost for any other reason than a refusal.
   */
  async redeclare(settings: QueueSettings): Promise<Result<null, RefusedRedeclare>> {
    const channel = await this.#connection.openChannel();
    const number = numberOf(channel);
    try {
      const { queue } = this.#options;
      await channel.assertQueue(queue, queueOptions(queue, settings));
      await closeChannel(channel);
      return ok(null);
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (refusal) return fail({ ...refusal, channel: number });
      throw error;
    }
  }

  /** After {@link declare}, to the default exchange. */
  send({ message, routingKey, text, headers, persistent, mandatory, confirms }: Sending): void {
    if (!this.#channels) return;
    const { confirming, plain } = this.#channels;
    const content = ["", routingKey, Buffer.from(text, "utf8")] as const;
    const messageId = messageIdOf(message);
    const properties = { contentType: "text/plain", messageId, headers, persistent, mandatory };
    if (!confirms) plain.publish(...content, properties);
    else {
      confirming.publish(...content, properties, (error: unknown) => {
        if (error === null) this.#deps.hear({ type: "confirmed", message });
        // The connection's loss ends what is unconfirmed with an error, too.
        else if (error instanceof Error && error.message === NACKED) {
          this.#deps.hear({ type: "refused", message });
        }
      });
    }
  }

  /** Resolves once the broker has taken or confirmed everything published, or is gone. */
  async whenAnswered(): Promise<void> {
    const { confirming, plain } = this.#channels ?? {};
    // Nothing answers what is sent and forgotten: a request behind it does, being answered in its turn.
    const answers = Promise.all([confirming?.waitForConfirms(), plain?.prefetch(0)]);
    // Of a channel that closes while it waits, amqplib never says that the confirms won't come.
    await Promise.race([answers, this.#gone]).catch(() => undefined);
  }

  /** Messages ready in the queue and its consumers; "gone" when there is no such queue, `null` when the broker does not say. */
  async count(): Promise<QueueCounts | "gone" | null> {
    const { queue } = this.#options;
    try {
      return await this.#using((channel) => channel.checkQueue(queue));
    } catch (error) {
      return this.#refusalOf(error)?.replyCode === NOT_FOUND ? "gone" : null;
    }
  }

  /** The first so many in the queue. All are taken, looked at and given back. */
  async peek(most: number): Promise<readonly Seen[]> {
    const { queue } = this.#options;
    const seen: Seen[] = [];
    const look = async (channel: Channel) => {
      for (let i = 0; i < most; i++) {
        const message = await channel.get(queue);
        if (!message) return;
        seen.push({ named: taskOf(message), message: fromOutside(message) });
      }
    };
    // Where the broker goes meanwhile, it is what was seen by then.
    await this.#using(look).catch(() => undefined);
    return seen;
  }

  /** Messages ready in any queue, none when it is gone; `null` when the broker does not say. */
  async countIn(queue: string): Promise<number | null> {
    try {
      return (await this.#using((channel) => channel.checkQueue(queue))).messageCount;
    } catch (error) {
      return this.#refusalOf(error)?.replyCode === NOT_FOUND ? 0 : null;
    }
  }

  /** Deleting what is gone already is no error, to the broker or to us. */
  async deleteQueue(queue = this.#options.queue): Promise<void> {
    try {
      await this.#using((channel) => channel.deleteQueue(queue));
    } catch {
      // Unreachable: the queue's x-expires sees to it.
    }
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  kill(): void {
    this.#connection.kill();
  }

  /** Whoever waits for an answer is told that there will be none. */
  giveUp(reason: string): void {
    this.#connection.giveUp(reason);
  }

  async #openPublishing(): Promise<void> {
    const confirming = await this.#connection.openConfirmChannel();
    const plain = await this.#connection.openChannel();
    for (const channel of [confirming, plain]) {
      channel.on("return", (message: Message) => {
        this.#hearReturned(message);
      });
    }
    this.#gone = new Promise((resolve) => confirming.once("close", resolve));
    this.#channels = { confirming, plain };
  }

  #hearReturned(returned: Message): void {
    const message = namedBy(returned.properties.messageId);
    if (message) this.#deps.hear({ type: "returned", message, ...replyOf(returned) });
  }

  /** A channel for one request, since a refusal closes it. */
  async #using<Reply>(ask: (channel: Channel) => Promise<Reply>): Promise<Reply> {
    const channel = await this.#connection.openChannel();
    const reply = await ask(channel);
    await closeChannel(channel);
    return reply;
  }

  #refusalOf(error: unknown): Refusal | null {
    const { loss } = this.#connection;
    if (loss) {
      // A node that denies a deprecated kind of queue closes the whole connection (541) over it.
      if (loss.code === null || loss.code === CONNECTION_FORCED) return null;
      return { replyCode: loss.code, replyText: loss.reason };
    }
    if (!(error instanceof Error && "code" in error && typeof error.code === "number")) return null;
    return { replyCode: error.code, replyText: replyTextOf(error) };
  }
}

/** The number it has on the wire, which amqplib's types leave out. */
function numberOf(channel: Channel): number {
  return (channel as unknown as { readonly ch: number }).ch;
}

/** A returned message's fields, which amqplib's types leave out. */
function replyOf({ fields }: Message): Refusal {
  const { replyCode, replyText } = fields as unknown as Record<string, unknown>;
  return {
    replyCode: typeof replyCode === "number" ? replyCode : 312,
    replyText: typeof replyText === "string" ? replyText : "NO_ROUTE",
  };
}
