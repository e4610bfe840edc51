import { ChannelError, REPLY_WORDS } from "#broker/amqp-error.ts";
import type { ClientFacts } from "#broker/core/broker-events.ts";
import type { Channel, ChannelClient } from "#broker/core/channel/channel.ts";
import { MESSAGE_OVERHEAD_BYTES } from "#broker/core/memory-gauge.ts";
import type { Message } from "#broker/core/message.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";
import type { Content } from "#broker/wire/content.ts";
import type { ReceivedFrame } from "#broker/wire/frame.ts";
import type { Method, MethodFields, MethodName } from "#broker/wire/methods.ts";
import { closeReason } from "#broker/session/close-reason.ts";
import { Confirms } from "./confirms.ts";
import { ContentAssembler } from "./content-assembler.ts";
import { withCountsTold } from "./delivery-count.ts";
import type { Output } from "#broker/session/output.ts";
import { Speech } from "./speech.ts";
import type { Unfinished } from "./unfinished.ts";

/** RabbitMQ's UNSENT_MESSAGE_LIMIT: a channel with this many messages not yet flushed gets no more. */
const UNSENT_LIMIT = 200;

/** What a channel needs of its connection. */
export interface ChannelDeps {
  readonly host: VirtualHost<Content>;
  readonly output: Output;
  readonly user: string;
  readonly unfinished: Unfinished;
  readonly client: Omit<ClientFacts, "channel">;
  /** The client said it understands a basic.cancel from us. */
  readonly takesCancel: boolean;
  readonly openCore: (client: ChannelClient<Content>) => Channel<Content>;
  readonly dispatch: (
    channel: ChannelSession,
    method: Method,
    content: Content | undefined,
  ) => void;
  /** Its confirms wait for the end of the inbound chunk. */
  readonly confirmsPending: (channel: ChannelSession) => void;
  /** It delivered for the first time since output was taken. */
  readonly delivering: (channel: ChannelSession) => void;
  /** It is to be told when the inbound chunk has been read to its end. */
  readonly leaving: (channel: ChannelSession) => void;
  readonly closed: (channel: ChannelSession) => void;
}

/** The broker's end of one channel. */
export class ChannelSession implements ChannelClient<Content> {
  readonly number: number;
  readonly facts: ClientFacts;
  readonly core: Channel<Content>;
  readonly confirms: Confirms;
  readonly #deps: ChannelDeps;
  readonly #assembler: ContentAssembler;
  readonly #speech = new Speech();
  #state: "starting" | "open" | "closing" | "closed" = "starting";
  #unsent = 0;
  #deliveredSinceTake = 0;
  #starved = false;
  #handling: MethodName | undefined;
  #uncommittedBytes = 0;
  /** A commit waits for the disk. */
  isCommitting = false;

  constructor(number: number, deps: ChannelDeps) {
    this.number = number;
    this.facts = { ...deps.client, channel: number };
    this.#deps = deps;
    this.core = deps.openCore(this);
    this.#assembler = new ContentAssembler(deps.unfinished, deps.host.release);
    this.confirms = new Confirms({
      onPending: () => {
        deps.confirmsPending(this);
      },
      whenSafe: (then) => {
        deps.host.whenSafe(then);
      },
      ack: (deliveryTag, multiple) => {
        if (this.#state === "open") this.#say("basic.ack", { deliveryTag, multiple });
      },
      nack: (deliveryTag, multiple) => {
        if (this.#state !== "open") return;
        this.#say("basic.nack", { deliveryTag, multiple, requeue: false });
      },
    });
  }

  get host(): VirtualHost<Content> {
    return this.#deps.host;
  }

  get user(): string {
    return this.#deps.user;
  }

  get state(): "starting" | "open" | "closing" | "closed" {
    return this.#state;
  }

  /** The method an error raised now is charged to. */
  get handling(): MethodName | undefined {
    return this.#handling;
  }

  /** @throws ConnectionError; ChannelErrors end here, in a channel.close. */
  receive(frame: ReceivedFrame): void {
    this.#handling = this.#assembler.current;
    try {
      const command = this.#assembler.push(frame);
      if (command === undefined) return;
      this.#handling = command.method.name;
      this.#deps.dispatch(this, command.method, command.content);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      if (this.#state === "starting" || this.#state === "open") this.#fail(error);
    }
  }

  /** What was published before an answer is not confirmed together with what comes after it (BA6). */
  reply<Name extends MethodName>(name: Name, fields: MethodFields<Name>): void {
    this.#say(name, fields);
    this.confirms.flush();
  }

  /**
   * Answers a command.
   *
   * @param kept what the answer says is to hold after a crash as well: it waits until that is so.
   */
  promise<Name extends MethodName>(kept: boolean, name: Name, fields: MethodFields<Name>): void {
    if (kept) {
      this.#speech.holdBack((then) => {
        this.host.whenSafe(then);
      });
    }
    this.reply(name, fields);
  }

  /** What comes next is said a moment later, as by one who writes something down first. */
  pause(): void {
    this.#speech.say(() => {
      this.#deps.output.pause();
    });
  }

  replyContent<Name extends "basic.get-ok" | "basic.return">(
    name: Name,
    fields: MethodFields<Name>,
    content: Content,
  ): void {
    this.#speech.say(() => {
      this.#deps.output.content(this.number, name, fields, content);
    });
  }

  opened(): void {
    this.#state = "open";
    this.reply("channel.open-ok", {});
  }

  /** The peer closes it. What it said in the same breath is dropped, as by RabbitMQ, before the answer. */
  leave(): void {
    this.confirms.flush();
    this.#state = "closing";
    this.core.close();
    this.#deps.leaving(this);
  }

  /** The breath is over. */
  left(): void {
    this.#speech.say(() => {
      if (this.#state === "closed") return;
      this.reply("channel.close-ok", {});
      this.close();
    });
  }

  /** Gives back what the channel holds and forgets it. */
  close(): void {
    if (this.#state === "starting" || this.#state === "open") this.core.close();
    this.#state = "closed";
    this.#speech.drop();
    this.#assembler.abandon();
    this.forgetUncommitted();
    this.#deps.closed(this);
  }

  publish(publication: Publication<Content>, mandatory: boolean): void {
    const outcome = this.core.publish(publication, mandatory);
    if (outcome !== undefined) {
      this.confirms.published(outcome);
      return;
    }
    const bytes = publication.bodyBytes + MESSAGE_OVERHEAD_BYTES;
    this.#deps.unfinished.add(bytes);
    this.#uncommittedBytes += bytes;
  }

  /** What a transaction kept is published or lost. */
  forgetUncommitted(): void {
    this.#deps.unfinished.remove(this.#uncommittedBytes);
    this.#uncommittedBytes = 0;
  }

  /** Answers when all that was published in the transaction is safe. */
  commit(): void {
    this.forgetUncommitted();
    const { refused: isPartial } = this.core.commit(({ stored, refused }) => {
      if (refused) return;
      if (stored) this.#commitWhenSafe();
      else this.reply("tx.commit-ok", {});
    });
    if (isPartial) throw new ChannelError(406, "partial tx completion");
  }

  canTake(): boolean {
    this.#starved ||= this.#unsent >= UNSENT_LIMIT;
    return this.#unsent < UNSENT_LIMIT;
  }

  deliver(consumerTag: string, deliveryTag: number, message: Message<Content>): void {
    const { redelivered, publication } = message;
    const { exchange, routingKey } = publication;
    const fields = { consumerTag, deliveryTag, redelivered, exchange, routingKey };
    const content = withCountsTold(message, this.host.release);
    this.#unsent++;
    this.#speech.say(() => {
      if (this.#deliveredSinceTake++ === 0) this.#deps.delivering(this);
      this.#deps.output.content(this.number, "basic.deliver", fields, content);
    });
  }

  returned(publication: Publication<Content>): void {
    const { exchange, routingKey, content, bodyBytes, messageId: amqpMessageId } = publication;
    const replyCode = 312;
    const replyText = REPLY_WORDS[replyCode];
    this.replyContent("basic.return", { replyCode, replyText, exchange, routingKey }, content);
    const { events, now } = this.host;
    const client = this.facts;
    const facts = { amqpMessageId, exchange, routingKey, bodyBytes, client };
    events?.({ type: "returned", atMs: now(), ...facts });
  }

  get takesCancel(): boolean {
    return this.#deps.takesCancel;
  }

  cancelled(consumerTag: string): void {
    if (this.takesCancel) this.reply("basic.cancel", { consumerTag, noWait: true });
  }

  failed(error: ChannelError): void {
    if (this.#state !== "open") return;
    this.#handling = undefined;
    this.#fail(error);
  }

  /** @returns how many deliveries are in the output just taken. */
  takeDelivered(): number {
    const count = this.#deliveredSinceTake;
    this.#deliveredSinceTake = 0;
    return count;
  }

  /** `count` deliveries have left for the network. */
  sent(count: number): void {
    this.#unsent -= count;
    if (!this.#starved || this.#unsent >= UNSENT_LIMIT) return;
    this.#starved = false;
    if (this.#state === "open") this.core.resume();
  }

  #say<Name extends MethodName>(name: Name, fields: MethodFields<Name>): void {
    this.#speech.say(() => {
      this.#deps.output.method(this.number, name, fields);
    });
  }

  #commitWhenSafe(): void {
    this.isCommitting = true;
    this.#deps.host.whenAllSafe(() => {
      this.isCommitting = false;
      if (this.#state === "open") this.reply("tx.commit-ok", {});
    });
  }

  #fail(error: ChannelError): void {
    this.confirms.flush();
    this.#state = "closing";
    this.core.close();
    this.reply("channel.close", closeReason(error, this.#handling));
  }
}
