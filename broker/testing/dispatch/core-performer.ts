import { ChannelError, ConnectionError, replyText } from "#broker/amqp-error.ts";
import { noArguments, type Argument, type Arguments } from "#broker/core/arguments.ts";
import type { Channel } from "#broker/core/channel/channel.ts";
import { Connection } from "#broker/core/connection.ts";
import type { Message } from "#broker/core/message.ts";
import { releaseNamed, type ReleaseName } from "#broker/core/release.ts";
import { routerFor } from "#broker/core/exchange/router-for.ts";
import { VirtualHost } from "#broker/core/virtual-host.ts";
import { aPublication } from "#broker/testing/a-publication.ts";
import type { Command, Target } from "./command.ts";
import { Outcome, type Performer } from "./transcript.ts";

const QUEUE = {
  name: "k",
  durable: true,
  exclusive: false,
  autoDelete: false,
  arguments: noArguments,
};

interface OpenChannel {
  readonly connection: Connection<string>;
  readonly channel: Channel<string>;
  /** Delivery tags by message. */
  readonly held: Map<string, number>;
  canTake: boolean;
}

/** Drives broker/core without a wire, on one queue. */
export class CorePerformer implements Performer {
  readonly host: VirtualHost<string>;
  readonly #channels = new Map<string, OpenChannel>();
  readonly #outcome = new Outcome();
  readonly #publisher: Channel<string>;
  #published = 0;

  /** @param release the default unless set. */
  constructor(release?: ReleaseName) {
    this.host = new VirtualHost<string>("/", {
      routerFor,
      release: release && releaseNamed(release),
      now: () => 0,
      newId: () => "0".repeat(22),
      propertiesOf: () => ({}),
      reheaded: (content) => content,
    });
    this.#publisher = this.open("publisher").channel;
    this.host.declareQueue(this.#publisher, QUEUE);
  }

  perform(command: Command): string {
    try {
      this.#do(command);
    } catch (error) {
      this.#closeFor(error, "channel" in command ? command.channel : "publisher");
    }
    return this.#outcome.take();
  }

  /** Stops or starts the channel's taking, as a full or drained socket does. */
  setCanTake(name: string, canTake: boolean): string {
    const open = this.open(name);
    open.canTake = canTake;
    if (canTake) open.channel.resume();
    return this.#outcome.take();
  }

  open(name: string, beside?: string): OpenChannel {
    const existing = this.#channels.get(name);
    if (existing !== undefined) return existing;
    const connection =
      beside === undefined ? new Connection(this.host) : this.open(beside).connection;
    const held = new Map<string, number>();
    const channel = connection.openChannel({
      facts: { connection: 1, channel: 1, connectionName: "", product: "" },
      canTake: () => open.canTake,
      deliver: (tag, deliveryTag, { publication: { content }, redelivered }) => {
        held.set(content, deliveryTag);
        this.#outcome.deliver(tag, content, redelivered);
      },
      returned: () => undefined,
      failed: (error) => {
        this.#closeFor(error, name);
      },
      takesCancel: true,
      cancelled: (tag) => {
        this.#outcome.answer(`${tag} cancelled`);
      },
    });
    const open: OpenChannel = { connection, channel, held, canTake: true };
    this.#channels.set(name, open);
    return open;
  }

  #do(command: Command): void {
    switch (command.do) {
      case "declare":
        this.host.deleteQueue(
          this.#publisher,
          "k",
          { ifUnused: false, ifEmpty: false },
          () => undefined,
        );
        this.host.declareQueue(this.#publisher, { ...QUEUE, arguments: argumentsOf(command) });
        return;
      case "open":
        this.open(command.channel, command.beside);
        return;
      case "consume": {
        const { consumer: consumerTag, noAck, exclusive, priority } = command;
        const args: Arguments = new Map([["x-priority", { type: "signedint", value: priority }]]);
        const request = { queue: "k", consumerTag, noAck, exclusive, arguments: args };
        this.open(command.channel).channel.consume(request, () => undefined);
        return;
      }
      case "qos":
        this.open(command.channel).channel.qos(command.count, command.global, () => undefined);
        return;
      case "publish":
        for (let i = 0; i < command.count; i++) {
          this.#publisher.publish(aPublication("", "k", `m${++this.#published}`));
        }
        return;
      case "ack":
      case "nack":
      case "reject":
      case "drop": {
        const { channel, held } = this.open(command.channel);
        const [tag, multiple] = tagOf(command.target, command.multiple, held);
        if (command.do === "ack") channel.ack(tag, multiple);
        else if (command.do === "reject") channel.reject(tag, true);
        else channel.nack(tag, multiple, command.do === "nack");
        return;
      }
      case "get": {
        const { channel, held } = this.open(command.channel);
        const got = channel.get("k", command.noAck);
        if (got !== undefined) held.set(got.message.publication.content, got.deliveryTag);
        this.#outcome.answer(`${command.channel} got ${gotText(got?.message)}`);
        return;
      }
      case "recover":
        this.open(command.channel).channel.recover(true, () => undefined);
        return;
      case "cancel":
        this.open(command.channel).channel.cancel(command.consumer);
        return;
      case "close":
        this.open(command.channel).channel.close();
        this.#channels.delete(command.channel);
        return;
      case "kill":
        this.#kill(command.channel);
        return;
      case "count": {
        const { messageCount, consumerCount } = this.host.inspectQueue(this.#publisher, "k");
        this.#outcome.answer(`ready ${messageCount}, consumers ${consumerCount}`);
        return;
      }
      case "purge":
        this.#outcome.answer(`${this.host.purgeQueue(this.#publisher, "k").messageCount} purged`);
        return;
      case "delete":
        this.host.deleteQueue(
          this.#publisher,
          "k",
          { ifUnused: false, ifEmpty: false },
          ({ messageCount }) => {
            this.#outcome.answer(`${messageCount} deleted`);
          },
        );
        return;
    }
  }

  /** As a session does with what the core throws. */
  #closeFor(error: unknown, name: string): void {
    if (error instanceof ChannelError) {
      this.open(name).channel.close();
      this.#channels.delete(name);
    } else if (error instanceof ConnectionError) this.#kill(name);
    else throw error;
    const what = error instanceof ChannelError ? name : `connection of ${name}`;
    this.#outcome.answer(`${what} closed: ${replyText(error.replyCode, error.message)}`);
  }

  #kill(name: string): void {
    const { connection } = this.open(name);
    connection.close();
    for (const [other, open] of this.#channels) {
      if (open.connection === connection) this.#channels.delete(other);
    }
  }
}

/** What a declaration of the queue under test asks for. */
export function argumentsOf({
  type,
  singleActive,
  deliveryLimit,
}: Command & { do: "declare" }): Arguments {
  const args = new Map<string, Argument>([["x-queue-type", { type: "longstr", value: type }]]);
  if (singleActive) args.set("x-single-active-consumer", { type: "bool", value: true });
  if (deliveryLimit !== undefined)
    args.set("x-delivery-limit", { type: "signedint", value: deliveryLimit });
  return args;
}

export function tagOf(
  target: Target,
  multiple: boolean,
  held: ReadonlyMap<string, number>,
): readonly [tag: number, multiple: boolean] {
  if (target === "all") return [0, true];
  if ("tag" in target) return [target.tag, multiple];
  const tag = held.get(target.message);
  if (tag === undefined) throw new Error(`${target.message} was never given to this channel`);
  return [tag, multiple];
}

function gotText(message: Message<string> | undefined) {
  return message === undefined
    ? "nothing"
    : message.publication.content + (message.redelivered ? "*" : "");
}
