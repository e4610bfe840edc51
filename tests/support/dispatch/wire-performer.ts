import { connect, type ChannelModel, type ConfirmChannel, type ConsumeMessage } from "amqplib";
import type { Socket } from "node:net";
import { eventually } from "../eventually.ts";
import type { Command } from "#broker/testing/dispatch/command.ts";
import { argumentsOf, tagOf } from "#broker/testing/dispatch/core-performer.ts";
import { Outcome, type Performer } from "#broker/testing/dispatch/transcript.ts";

/**
 * Round trips on every channel after which nothing is on its way any more. RabbitMQ hands a message from
 * queue to channel to socket, and what frees a channel's limit goes round by the limiter: one trip each.
 */
const SETTLING_ROUNDS = 4;

/** Should the queue be left behind. */
const EXPIRES_MS = 60_000;
const PATIENCE_MS = 20_000;

interface WireChannel {
  readonly connection: ChannelModel;
  readonly channel: ConfirmChannel;
  readonly held: Map<string, number>;
  readonly consumers: Set<string>;
}

/** Drives a broker through amqplib, on one queue of its own; each channel has its own connection unless opened beside another. */
export class WirePerformer implements Performer, AsyncDisposable {
  readonly #url: string;
  readonly #queue = `dispatch-${crypto.randomUUID()}`;
  readonly #channels = new Map<string, WireChannel>();
  readonly #connections = new Set<ChannelModel>();
  readonly #outcome = new Outcome();
  #published = 0;
  #isDeleted = false;
  #isQuorum = false;

  static async on(url: string): Promise<WirePerformer> {
    const performer = new WirePerformer(url);
    const { channel } = await performer.#open("publisher");
    await channel.assertQueue(performer.#queue, { durable: true, expires: EXPIRES_MS });
    return performer;
  }

  private constructor(url: string) {
    this.#url = url;
  }

  async perform(command: Command, expected?: string): Promise<string> {
    await this.#do(command);
    await this.#settle();
    // A quorum queue answers before its log is written, and acts after.
    if (this.#isQuorum && expected !== undefined) await this.#becomes(expected, command);
    return this.#outcome.take();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { channel } = await this.#open("publisher");
    await channel.deleteQueue(this.#queue);
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }

  async #open(name: string, beside?: string): Promise<WireChannel> {
    const existing = this.#channels.get(name);
    if (existing !== undefined) return existing;
    const connection =
      beside === undefined ? await this.#connect(name) : (await this.#open(beside)).connection;
    const channel = await connection.createConfirmChannel();
    channel.on("error", (error: Error) => {
      this.#outcome.answer(`${name} closed: ${this.#replyTextIn(error)}`);
    });
    channel.on("close", () => this.#channels.delete(name));
    const open = {
      connection,
      channel,
      held: new Map<string, number>(),
      consumers: new Set<string>(),
    };
    this.#channels.set(name, open);
    return open;
  }

  async #connect(name: string): Promise<ChannelModel> {
    const connection = await connect(this.#url, { noDelay: true });
    this.#connections.add(connection);
    connection.on("error", (error: Error) => {
      this.#outcome.answer(`connection of ${name} closed: ${this.#replyTextIn(error)}`);
    });
    connection.on("close", () => {
      this.#forget(connection);
    });
    return connection;
  }

  #kill(connection: ChannelModel): void {
    connection.removeAllListeners("error").on("error", () => undefined);
    streamOf(connection).destroy(new Error("killed"));
    this.#forget(connection);
  }

  #forget(connection: ChannelModel): void {
    this.#connections.delete(connection);
    for (const [name, open] of this.#channels) {
      if (open.connection === connection) this.#channels.delete(name);
    }
  }

  async #do(command: Command): Promise<void> {
    const queue = this.#queue;
    const open = await this.#open(
      "channel" in command ? command.channel : "publisher",
      beside(command),
    );
    const { channel, held } = open;
    switch (command.do) {
      case "declare": {
        await channel.deleteQueue(queue);
        const args = [...argumentsOf(command)].map(([name, { value }]) => [name, value] as const);
        await channel.assertQueue(queue, {
          durable: true,
          expires: EXPIRES_MS,
          arguments: Object.fromEntries(args),
        });
        this.#isQuorum = command.type === "quorum";
        return;
      }
      case "open":
        return;
      case "consume":
        await this.#consume(open, command);
        return;
      case "qos":
        await channel.prefetch(command.count, command.global);
        return;
      case "publish":
        for (let i = 0; i < command.count; i++) {
          channel.sendToQueue(queue, Buffer.from(`m${++this.#published}`));
        }
        await channel.waitForConfirms();
        return;
      case "ack":
      case "nack":
      case "reject":
      case "drop": {
        const [deliveryTag, multiple] = tagOf(command.target, command.multiple, held);
        // amqplib reads nothing else of it.
        const message = { fields: { deliveryTag } } as ConsumeMessage;
        if (command.do === "ack") channel.ack(message, multiple);
        else if (command.do === "reject") channel.reject(message, true);
        else channel.nack(message, multiple, command.do === "nack");
        return;
      }
      case "get": {
        const got = await channel.get(queue, { noAck: command.noAck });
        if (got !== false) held.set(got.content.toString(), got.fields.deliveryTag);
        const text =
          got === false ? "nothing" : got.content.toString() + (got.fields.redelivered ? "*" : "");
        this.#outcome.answer(`${command.channel} got ${text}`);
        return;
      }
      case "recover":
        await channel.recover();
        return;
      case "cancel":
        open.consumers.delete(command.consumer);
        await channel.cancel(command.consumer);
        return;
      case "close":
        await channel.close();
        return;
      case "kill":
        this.#kill(open.connection);
        return;
      case "count": {
        const { messageCount, consumerCount } = await channel.checkQueue(queue);
        this.#outcome.answer(`ready ${messageCount}, consumers ${consumerCount}`);
        return;
      }
      case "purge":
        this.#outcome.answer(`${(await channel.purgeQueue(queue)).messageCount} purged`);
        return;
      case "delete":
        this.#isDeleted = true;
        this.#outcome.answer(`${(await channel.deleteQueue(queue)).messageCount} deleted`);
        return;
    }
  }

  async #consume(
    { channel, held, consumers }: WireChannel,
    { consumer: consumerTag, noAck, exclusive, priority }: Command & { do: "consume" },
  ): Promise<void> {
    const onMessage = (message: ConsumeMessage | null) => {
      if (message === null) {
        consumers.delete(consumerTag);
        this.#outcome.answer(`${consumerTag} cancelled`);
        return;
      }
      held.set(message.content.toString(), message.fields.deliveryTag);
      this.#outcome.deliver(consumerTag, message.content.toString(), message.fields.redelivered);
    };
    try {
      const options = { consumerTag, noAck, exclusive, ...(priority !== 0 && { priority }) };
      await channel.consume(this.#queue, onMessage, options);
      consumers.add(consumerTag);
    } catch {
      // Refused: the channel's or connection's "error" says why.
    }
  }

  /** `Channel closed by server: 406 (…) with message "PRECONDITION_FAILED - …"`, the queue called k. */
  #replyTextIn({ message }: Error): string {
    const text = /with message "(.*)"$/s.exec(message)?.[1] ?? message;
    return text.replaceAll(this.#queue, "k");
  }

  async #becomes(expected: string, command: Command): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (this.#outcome.text !== expected && performance.now() < deadline) {
      if (command.do === "count") {
        this.#outcome.take();
        await this.#do(command);
      }
      await this.#settle();
    }
  }

  /** Waits until the broker knows of the consumers that have gone, and all it sent is here. */
  async #settle(): Promise<void> {
    // A quorum queue counts otherwise.
    if (!this.#isQuorum) await this.#consumersSettled();
    for (let round = 0; round < SETTLING_ROUNDS; round++) {
      for (const { channel } of [...this.#channels.values()]) await this.#roundTrip(channel);
    }
  }

  async #consumersSettled(): Promise<void> {
    await eventually(async () => {
      const { channel } = await this.#open("publisher");
      const known = this.#isDeleted ? 0 : (await channel.checkQueue(this.#queue)).consumerCount;
      const ours = [...this.#channels.values()].flatMap(({ consumers }) => [...consumers]).length;
      if (known !== ours) throw new Error(`the broker has ${known} consumers, not ${ours}`);
    });
  }

  async #roundTrip(channel: ConfirmChannel): Promise<void> {
    const trip = this.#isDeleted
      ? channel.checkExchange("amq.direct")
      : channel.checkQueue(this.#queue);
    // A channel that was closed meanwhile has said so.
    await trip.catch(() => undefined);
  }
}

/** The socket, which amqplib keeps and its types leave out. */
function streamOf({ connection }: ChannelModel): Socket {
  return (connection as typeof connection & { readonly stream: Socket }).stream;
}

function beside(command: Command): string | undefined {
  return command.do === "open" ? command.beside : undefined;
}
