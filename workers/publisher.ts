import type { Channel, ConfirmChannel, Message, Options } from "amqplib";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { BrokerIdentity, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { serviceHeaders } from "#shared/scenario/service-header.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { BrokerConnection, replyTextOf, type ConnectionLoss } from "./connection.ts";
import { taskOf } from "./message.ts";

export interface PublisherOptions {
  readonly url: string;
  readonly connectionName: string;
  readonly arm: ArmId;
  readonly queue: string;
}

export interface PublisherPorts {
  readonly report: (event: RunEvent) => void;
  readonly onLost: (loss: ConnectionLoss) => void;
}

/** The broker would not have the queue: its reply code and text. */
export interface Refusal {
  readonly replyCode: number;
  readonly replyText: string;
}

/** The same, of a queue that exists with the other durability. */
export interface RefusedRedeclare extends Refusal {
  /** The channel the broker closed. */
  readonly channel: number;
}

/** What the broker has to say about a queue. */
export interface QueueCounts {
  readonly messageCount: number;
  readonly consumerCount: number;
}

export interface Astray {
  readonly message: number;
  readonly text: string;
  readonly mandatory: boolean;
}

/** How a message is sent. */
export type PublishingMode = Pick<Strategy, "persistent" | "confirms">;

/** A channel that confirms does so for life, so there is one of each kind. */
interface PublishingChannels {
  readonly confirming: ConfirmChannel;
  readonly plain: Channel;
}

/** An unused queue is deleted by the broker after this long, should we never come back to do it. */
const QUEUE_EXPIRES_MS = 600_000;
const CONNECTION_FORCED = 320;
const NOT_FOUND = 404;

/**
 * One arm's queue, seen by the one who declares it, publishes to it, and deletes it. On a
 * connection of its own, since some refusals of a declare close the connection.
 */
export class Publisher {
  #options: PublisherOptions;
  #ports: PublisherPorts;
  #connection: BrokerConnection;
  #channels: PublishingChannels | null = null;

  /** @throws Error when the broker cannot be reached. */
  static async connect(options: PublisherOptions, ports: PublisherPorts): Promise<Publisher> {
    const { url, connectionName: name } = options;
    const connection = await BrokerConnection.open({ url, name, onLost: ports.onLost });
    return new Publisher(options, ports, connection);
  }

  private constructor(
    options: PublisherOptions,
    ports: PublisherPorts,
    connection: BrokerConnection,
  ) {
    this.#options = options;
    this.#ports = ports;
    this.#connection = connection;
  }

  get identity(): BrokerIdentity {
    return this.#connection.identity;
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
  async declare(durable: boolean): Promise<Result<{ readonly messageCount: number }, Refusal>> {
    const { queue } = this.#options;
    try {
      const { messageCount } = await this.#using((channel) =>
        channel.assertQueue(queue, queueOptions(durable)),
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
  async redeclare(durable: boolean): Promise<Result<null, RefusedRedeclare>> {
    const channel = await this.#connection.openChannel();
    const number = numberOf(channel);
    try {
      await channel.assertQueue(this.#options.queue, queueOptions(durable));
      await channel.close();
      return ok(null);
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (refusal) return fail({ ...refusal, channel: number });
      throw error;
    }
  }

  /** @returns false when the channel is gone and nothing was sent. */
  publish(planned: NumberedTask, mode: PublishingMode): boolean {
    const { task, text, serviceMs } = planned;
    const { arm, queue } = this.#options;
    const { persistent } = mode;
    if (!this.#channels || !this.isOpen) return false;
    // Before it is sent: its delivery must not come first in the log.
    this.#ports.report({ type: "published", arm, task, text, serviceMs, persistent });
    this.#send(
      queue,
      text,
      { messageId: String(task), headers: serviceHeaders(planned), persistent, mandatory: true },
      mode.confirms
        ? () => {
            this.#ports.report({ type: "confirmed", arm, task });
          }
        : null,
    );
    return true;
  }

  /** To a routing key that no queue has. @returns false when nothing was sent. */
  publishAstray({ message, text, mandatory }: Astray, confirms: boolean): boolean {
    const { arm, queue } = this.#options;
    const { report } = this.#ports;
    if (!this.#channels || !this.isOpen) return false;
    const routingKey = `${queue}-typo`;
    report({ type: "published-astray", arm, message, text, routingKey, mandatory });
    const messageId = `${ASTRAY}${message}`;
    this.#send(
      routingKey,
      text,
      { messageId, mandatory },
      confirms
        ? () => {
            report({ type: "astray-confirmed", arm, message });
          }
        : null,
    );
    return true;
  }

  /** Resolves once the broker has taken or confirmed everything published, or is gone. */
  async whenAnswered(): Promise<void> {
    const { confirming, plain } = this.#channels ?? {};
    // Nothing answers what is sent and forgotten: a request behind it does, being answered in its turn.
    await Promise.all([confirming?.waitForConfirms(), plain?.prefetch(0)]).catch(() => undefined);
  }

  /** Messages ready in the queue and its consumers, or `null` when the broker does not say: the queue is gone, or it is. */
  async count(): Promise<QueueCounts | null> {
    const { queue } = this.#options;
    try {
      return await this.#using((channel) => channel.checkQueue(queue));
    } catch {
      return null;
    }
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

  /** @param onConfirmed `null`: sent and forgotten. */
  #send(
    routingKey: string,
    text: string,
    options: Options.Publish,
    onConfirmed: (() => void) | null,
  ): void {
    if (!this.#channels) return;
    const { confirming, plain } = this.#channels;
    const message = ["", routingKey, Buffer.from(text, "utf8")] as const;
    const properties = { ...options, contentType: "text/plain" };
    if (onConfirmed === null) plain.publish(...message, properties);
    else {
      confirming.publish(...message, properties, (error: unknown) => {
        if (error === null) onConfirmed();
      });
    }
  }

  async #openPublishing(): Promise<void> {
    const confirming = await this.#connection.openConfirmChannel();
    const plain = await this.#connection.openChannel();
    for (const channel of [confirming, plain]) {
      channel.on("return", (message: Message) => {
        this.#reportReturned(message);
      });
    }
    this.#channels = { confirming, plain };
  }

  #reportReturned(message: Message): void {
    const { arm } = this.#options;
    const task = taskOf(message);
    if (task !== null) this.#ports.report({ type: "returned", arm, task, ...replyOf(message) });
    const astray = astrayOf(message);
    if (astray === null) return;
    this.#ports.report({ type: "astray-returned", arm, message: astray, ...replyOf(message) });
  }

  /** A channel for one request, since a refusal closes it. */
  async #using<Reply>(ask: (channel: Channel) => Promise<Reply>): Promise<Reply> {
    const channel = await this.#connection.openChannel();
    const reply = await ask(channel);
    await channel.close();
    return reply;
  }

  #refusalOf(error: unknown): Refusal | null {
    const { loss } = this.#connection;
    if (loss) {
      // RabbitMQ ≥ 4.3 closes the whole connection (541) over a queue it no longer permits.
      if (loss.code === null || loss.code === CONNECTION_FORCED) return null;
      return { replyCode: loss.code, replyText: loss.reason };
    }
    if (!(error instanceof Error && "code" in error && typeof error.code === "number")) return null;
    return { replyCode: error.code, replyText: replyTextOf(error) };
  }
}

export function queueOptions(durable: boolean): Options.AssertQueue {
  return { durable, arguments: { "x-expires": QUEUE_EXPIRES_MS } };
}

const ASTRAY = "astray-";

/** Which message this is of those that were sent where no queue is, by its messageId. */
function astrayOf({ properties }: Message): number | null {
  const id: unknown = properties.messageId;
  if (typeof id !== "string" || !id.startsWith(ASTRAY)) return null;
  return Number(id.slice(ASTRAY.length));
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
