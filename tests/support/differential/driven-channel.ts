import type { MethodName } from "#broker/wire/methods.ts";
import type { Heard } from "#broker/testing/wire-lines.ts";
import type { Command } from "./command.ts";
import { observedLine, type Observed } from "./observed.ts";

/** A message the channel was given and has not settled. */
export interface Held {
  readonly tag: number;
  /** "" for basic.get. */
  readonly consumer: string;
  readonly queue: string;
  readonly body: string;
}

type Settling = (Command & { do: "settle" })["how"];

interface Source {
  readonly queue: string;
  readonly noAck: boolean;
}

/** What a client knows of one of its channels: what it was told, and what it still owes an answer for. */
export class DrivenChannel {
  observed: Observed[] = [];
  /** basic.qos with global: of all its consumers together, 0 for none. */
  limit = 0;
  /** Of the last basic.get or basic.consume. */
  #asked: Source = { queue: "", noAck: false };
  #held: readonly Held[] = [];
  /** What it held before the transaction settled some of it. */
  #heldAtCommit: readonly Held[] = [];
  readonly #consumers = new Map<string, Source>();
  readonly #unconfirmed = new Set<number>();
  #isConfirming = false;
  #inTransaction: Set<Settling | "publish"> | undefined;
  #published = 0;
  readonly #short: (text: string) => string;

  /** @param short tells names as the script has them. */
  constructor(short: (text: string) => string) {
    this.#short = short;
  }

  /** Oldest first. */
  get held(): readonly Held[] {
    return this.#held;
  }

  /** Queues by consumer. */
  get consumers(): ReadonlyMap<string, { readonly queue: string }> {
    return this.#consumers;
  }

  /** It is about to consume or get. */
  asks(source: Source): void {
    this.#asked = source;
  }

  /** Those it consumes from or holds messages of. */
  get queues(): ReadonlySet<string> {
    return new Set([...this.#consumers.values(), ...this.#held].map(({ queue }) => queue));
  }

  /** What the open transaction consists of. */
  get inTransaction(): ReadonlySet<Settling | "publish"> {
    return this.#inTransaction ?? new Set();
  }

  publishes(): void {
    this.#inTransaction?.add("publish");
    if (this.#isConfirming) this.#unconfirmed.add(++this.#published);
  }

  settles(how: Settling, tag: number, multiple: boolean): void {
    this.#inTransaction?.add(how);
    this.#held = this.#held.filter((held) => !isSettled(held.tag, tag, multiple));
  }

  recovers(): void {
    this.#held = [];
  }

  hears(heard: Heard): void {
    const { method } = heard;
    const line = this.#short(observedLine(heard));
    switch (method.name) {
      case "basic.ack":
      case "basic.nack": {
        const { deliveryTag, multiple } = method.fields;
        this.#hearsConfirm(method.name, deliveryTag, multiple);
        return;
      }
      case "basic.consume-ok":
        this.#consumers.set(this.#short(method.fields.consumerTag), this.#asked);
        this.observed.push({ line });
        return;
      case "basic.cancel":
      case "basic.cancel-ok":
        this.#consumers.delete(this.#short(method.fields.consumerTag));
        this.observed.push({ line });
        return;
      case "basic.deliver": {
        const consumer = this.#short(method.fields.consumerTag);
        const { queue, noAck } = this.#consumers.get(consumer) ?? { queue: "", noAck: false };
        const tag = method.fields.deliveryTag;
        this.observed.push({ line, source: queue, consumer, tag });
        if (!noAck) this.#holds({ tag, consumer, queue, body: heard.body });
        return;
      }
      case "basic.get-ok": {
        const { queue, noAck } = this.#asked;
        const tag = method.fields.deliveryTag;
        this.observed.push({ line, source: queue, consumer: "", tag });
        if (!noAck) this.#holds({ tag, consumer: "", queue, body: heard.body });
        return;
      }
      default:
        this.#notes(method.name);
        // A commit is answered once the queues have confirmed what was published: in their own time.
        this.observed.push(
          method.name === "tx.commit-ok" ? { line, source: "confirms" } : { line },
        );
    }
  }

  #notes(name: MethodName): void {
    if (name === "confirm.select-ok") this.#isConfirming = true;
    if (name === "tx.rollback-ok") this.#held = this.#heldAtCommit;
    // Selected again, a transaction goes on.
    const begins = name === "tx.select-ok" && this.#inTransaction === undefined;
    if (name === "tx.commit-ok" || name === "tx.rollback-ok" || begins) {
      this.#heldAtCommit = this.#held;
      this.#inTransaction = new Set();
    }
  }

  #holds(held: Held): void {
    this.#held = [...this.#held, held];
    this.#heldAtCommit = [...this.#heldAtCommit, held];
  }

  /** The confirms of one command are told as one, where the last came: how they are gathered is chance. */
  #hearsConfirm(how: "basic.ack" | "basic.nack", tag: number, multiple: boolean): void {
    const now = [...this.#unconfirmed].filter((one) => isSettled(one, tag, multiple));
    for (const one of now) this.#unconfirmed.delete(one);
    const earlier = this.observed.find(({ confirmed }) => confirmed?.how === how);
    // A tag nobody waits for is told as it came.
    const tags = [...(earlier?.confirmed?.tags ?? []), ...(now.length > 0 ? now : [tag])];
    tags.sort((one, other) => one - other);
    this.observed = this.observed.filter((observed) => observed !== earlier);
    const line = `${how} ${tags.join(" ")}`;
    this.observed.push({ line, source: "confirms", confirmed: { how, tags } });
  }
}

function isSettled(tag: number, upTo: number, multiple: boolean): boolean {
  return tag === upTo || (multiple && (tag <= upTo || upTo === 0));
}
