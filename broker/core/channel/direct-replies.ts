import { ChannelError } from "#broker/amqp-error.ts";
import type { Publication } from "#broker/core/publication.ts";

/** Consuming from this name opens a channel to direct replies; there is no such queue. */
export const REPLY_TO_QUEUE = "amq.rabbitmq.reply-to";

type Deliver<Content> = (reply: Publication<Content>) => void;

/** An id in the alphabet and with the padding of RabbitMQ's keys: some clients look at their shape. */
const inBase64 = (id: string) => `${id.replaceAll("-", "+").replaceAll("_", "/")}==`;

/** Who waits for direct replies, by the routing key that reaches him. */
export class DirectReplies<Content> {
  readonly #newId: () => string;
  readonly #waiting = new Map<string, Deliver<Content>>();

  /** @param newId nobody can guess: to know a key is all it takes to reply. */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  open(deliver: Deliver<Content>): string {
    const key = `${REPLY_TO_QUEUE}.${inBase64(this.#newId())}.${inBase64(this.#newId())}`;
    this.#waiting.set(key, deliver);
    return key;
  }

  close(key: string): void {
    this.#waiting.delete(key);
  }

  /** A reply nobody waits for is dropped. */
  deliver(key: string, reply: Publication<Content>): void {
    this.#waiting.get(key)?.(reply);
  }

  /** Whether `name` may be declared as if it were a queue. */
  isReachable(name: string): boolean {
    return name === REPLY_TO_QUEUE || this.#waiting.has(name);
  }
}

/** A channel's consumer of direct replies, if it has one. */
export class ReplyConsumer<Content> {
  readonly #replies: DirectReplies<Content>;
  readonly #deliver: (consumerTag: string, reply: Publication<Content>) => void;
  #open: { readonly tag: string; readonly key: string } | undefined;

  constructor(
    replies: DirectReplies<Content>,
    deliver: (consumerTag: string, reply: Publication<Content>) => void,
  ) {
    this.#replies = replies;
    this.#deliver = deliver;
  }

  /** The routing key of replies; undefined unless they are consumed. */
  get key(): string | undefined {
    return this.#open?.key;
  }

  /** @throws 406 when replies are to be acknowledged, or are consumed already. */
  open(tag: string, noAck: boolean): void {
    if (!noAck) throw new ChannelError(406, "reply consumer cannot acknowledge");
    if (this.#open !== undefined) throw new ChannelError(406, "reply consumer already set");
    const key = this.#replies.open((reply) => {
      this.#deliver(tag, reply);
    });
    this.#open = { tag, key };
  }

  /** @returns whether `tag` was its. */
  cancel(tag: string): boolean {
    if (this.#open?.tag !== tag) return false;
    this.close();
    return true;
  }

  close(): void {
    if (this.#open !== undefined) this.#replies.close(this.#open.key);
    this.#open = undefined;
  }
}
