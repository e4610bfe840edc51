import type { Message } from "#broker/core/message.ts";
import type { QueueSettings } from "../queue-settings.ts";
import type { Waiting } from "./ready-queue.ts";

/** What is ready in a queue: in which order it leaves, how much there is, and until when. */
export class ReadyMessages<Content> {
  readonly #messages: Waiting<Message<Content>>;
  readonly #maxLength: number;
  readonly #maxBodyBytes: number;
  /** The most there may be when a queue that was too full takes messages again. */
  readonly #reopening: { readonly length: number; readonly bodyBytes: number };
  readonly #isGated: boolean;
  #isShut = false;
  #bodyBytes = 0;
  /** How many have a time to expire. */
  #mortals = 0;

  constructor(settings: QueueSettings) {
    const { kind, maxLength, maxLengthBytes } = settings;
    this.#messages = kind.newReady(settings);
    this.#maxLength = maxLength ?? Infinity;
    this.#maxBodyBytes = maxLengthBytes ?? Infinity;
    this.#isGated = kind.refusesAfterwards;
    this.#reopening = {
      length: Math.trunc(this.#maxLength * 0.8),
      bodyBytes: Math.trunc(this.#maxBodyBytes * 0.8),
    };
  }

  get length(): number {
    return this.#messages.length;
  }

  /** The next to leave. */
  get first(): Message<Content> | undefined {
    return this.#messages.first;
  }

  /** There is more than x-max-length or x-max-length-bytes allows. */
  get isOverfull(): boolean {
    return this.length > this.#maxLength || this.#bodyBytes > this.#maxBodyBytes;
  }

  /** Only the first one's counts: behind it, messages may stand past their time. */
  get expiresAtMs(): number | undefined {
    return this.#mortals === 0 ? undefined : this.#messages.first?.expiresAtMs;
  }

  hasRoomFor(bodyBytes: number): boolean {
    if (this.#isGated) return !this.#isShut;
    return this.length < this.#maxLength && this.#bodyBytes + bodyBytes <= this.#maxBodyBytes;
  }

  /** All that could be has been dealt: whether the next message may come in (QQ8). */
  settleGate(): void {
    const { length, bodyBytes } = this.#reopening;
    if (this.isOverfull) this.#isShut = true;
    else if (this.length <= length && this.#bodyBytes <= bodyBytes) this.#isShut = false;
  }

  push(message: Message<Content>): void {
    this.#count(message, 1);
    this.#messages.push(message);
  }

  /** Back to its original position. */
  putBack(message: Message<Content>): void {
    this.#count(message, 1);
    this.#messages.putBack(message);
  }

  shift(): Message<Content> | undefined {
    const message = this.#messages.shift();
    if (message !== undefined) this.#count(message, -1);
    return message;
  }

  #count({ publication, expiresAtMs }: Message<Content>, change: 1 | -1): void {
    this.#bodyBytes += change * publication.bodyBytes;
    if (expiresAtMs !== undefined) this.#mortals += change;
  }
}
