import { DEFAULT_RELEASE, type Release } from "#broker/core/release.ts";
import type { Command, Target } from "./command.ts";
import { Outcome, type Performer } from "./transcript.ts";

interface ModelConsumer {
  readonly channel: string;
  readonly noAck: boolean;
  readonly priority: number;
  readonly prefetch: number;
  credit: number;
}

interface ModelChannel {
  prefetch: number;
  limit: number;
  /** Unacked messages the limit knows of. */
  volume: number;
  suspended: boolean;
  blocked: string[];
  /** In order of delivery; `consumer` is "" for basic.get. */
  unacked: { readonly message: number; readonly consumer: string }[];
}

/**
 * A release's classic queue told as plainly as possible: the oracle for the broker's core and, by the
 * conformance tests, itself held against RabbitMQ. One queue, messages are numbers, no care for speed.
 */
export class DispatchModel implements Performer {
  published = 0;
  /** Settled: acked, dropped, given without ack, purged. */
  gone = 0;
  ready: number[] = [];
  readonly consumers = new Map<string, ModelConsumer>();
  readonly channels = new Map<string, ModelChannel>();
  readonly #redelivered = new Set<number>();
  readonly #outcome = new Outcome();
  readonly #release: Release;
  #turn: string[] = [];

  constructor(release = DEFAULT_RELEASE) {
    this.#release = release;
  }

  perform(command: Command): string {
    this.#do(command);
    this.#run();
    return this.#outcome.take();
  }

  channel(name: string): ModelChannel {
    const fresh = { prefetch: 0, limit: 0, volume: 0, suspended: false, blocked: [], unacked: [] };
    const channel = this.channels.get(name) ?? fresh;
    this.channels.set(name, channel);
    return channel;
  }

  get unackedCount(): number {
    return [...this.channels.values()].reduce((sum, { unacked }) => sum + unacked.length, 0);
  }

  #do(command: Command): void {
    switch (command.do) {
      case "consume":
        this.#consume(command);
        return;
      case "qos":
        this.#qos(
          this.channel(command.channel),
          command.count,
          command.global && this.#release.sharesGlobalQos,
        );
        return;
      case "publish":
        for (let i = 0; i < command.count; i++) {
          this.ready.push(++this.published);
          this.#run();
        }
        return;
      case "ack":
      case "drop":
      case "nack":
      case "reject":
        this.#settle(command.channel, command.target, command.multiple, requeues(command.do));
        return;
      case "recover":
        this.#settle(command.channel, "all", true, true);
        return;
      case "get":
        this.#get(command.channel, command.noAck);
        return;
      case "cancel":
        this.#cut(command.consumer);
        return;
      case "close":
      case "kill":
        for (const [name, { channel }] of [...this.consumers]) {
          if (channel === command.channel) this.#cut(name);
        }
        this.#putBack(this.channel(command.channel).unacked.map(({ message }) => message));
        this.channels.delete(command.channel);
        return;
      case "purge":
        this.#outcome.answer(`${this.ready.length} purged`);
        this.gone += this.ready.length;
        this.ready = [];
        return;
      case "count":
        this.#outcome.answer(`ready ${this.ready.length}, consumers ${this.consumers.size}`);
        return;
      case "declare":
      case "open":
      case "delete":
        throw new Error(`the model has no ${command.do}`);
    }
  }

  #run(): void {
    while (this.ready.length > 0) {
      const name = this.#takeTurn();
      if (name === undefined) return;
      const consumer = this.#consumer(name);
      const channel = this.channel(consumer.channel);
      const mayTake = !channel.suspended && consumer.credit > 0;
      if (mayTake && isReached(channel)) channel.suspended = true;
      if (!mayTake || channel.suspended) {
        channel.blocked.push(name);
        continue;
      }
      this.#deliver(name, consumer, channel);
      this.#turn.push(name);
    }
  }

  /** The first of those of the highest priority. */
  #takeTurn(): string | undefined {
    const priority = (name: string) => this.#consumer(name).priority;
    const [first] = this.#turn.toSorted((one, other) => priority(other) - priority(one));
    this.#turn = this.#turn.filter((name) => name !== first);
    return first;
  }

  #deliver(name: string, consumer: ModelConsumer, channel: ModelChannel): void {
    const message = this.#takeReady();
    this.#outcome.deliver(name, `m${message}`, this.#redelivered.has(message));
    if (consumer.noAck) {
      this.gone += 1;
      return;
    }
    consumer.credit -= 1;
    channel.volume += 1;
    channel.unacked.push({ message, consumer: name });
  }

  #consume({ consumer, channel, noAck, priority }: Command & { do: "consume" }): void {
    const { prefetch } = this.channel(channel);
    const credit = noAck || prefetch === 0 ? Infinity : prefetch;
    this.consumers.set(consumer, { channel, noAck, priority, prefetch: credit, credit });
    this.#turn.push(consumer);
  }

  #qos(channel: ModelChannel, count: number, global: boolean): void {
    const was = isReached(channel);
    if (!global) channel.prefetch = count;
    if (channel.limit === 0) channel.volume = channel.unacked.length;
    channel.limit = global ? count : 0;
    if (was && !isReached(channel)) this.#resume(channel);
  }

  #get(name: string, noAck: boolean): void {
    if (this.ready.length === 0) {
      this.#outcome.answer(`${name} got nothing`);
      return;
    }
    const message = this.#takeReady();
    this.#outcome.answer(`${name} got m${message}${this.#redelivered.has(message) ? "*" : ""}`);
    if (noAck) this.gone += 1;
    else this.channel(name).unacked.push({ message, consumer: "" });
  }

  #settle(name: string, target: Target, multiple: boolean, requeue: boolean): void {
    const channel = this.channel(name);
    const last = target === "all" ? Infinity : indexOf(channel, target);
    const first = multiple || target === "all" ? 0 : last;
    const settled = channel.unacked.filter((_, index) => index >= first && index <= last);
    channel.unacked = channel.unacked.filter((each) => !settled.includes(each));
    const stopped = channel.suspended && isReached(channel);
    if (channel.volume > 0)
      channel.volume -= settled.filter(({ consumer }) => consumer !== "").length;
    const freed = stopped && !isReached(channel);
    for (const consumer of [...new Set(settled.map((each) => each.consumer))].sort()) {
      const messages = settled.filter((each) => each.consumer === consumer);
      this.#credit(consumer, channel, messages.length);
      if (requeue) this.#putBack(messages.map(({ message }) => message));
      else this.gone += messages.length;
      this.#run();
    }
    if (freed) this.#resume(channel);
  }

  #credit(name: string, channel: ModelChannel, count: number): void {
    const consumer = this.consumers.get(name);
    if (consumer === undefined) return;
    const hadNone = consumer.credit === 0;
    consumer.credit += count;
    if (hadNone) this.#unblock(channel);
  }

  #resume(channel: ModelChannel): void {
    if (!channel.suspended) return;
    channel.suspended = false;
    this.#unblock(channel);
    this.#run();
  }

  #unblock(channel: ModelChannel): void {
    const hasCredit = (name: string) => this.#consumer(name).credit > 0;
    this.#turn.push(...channel.blocked.filter(hasCredit));
    channel.blocked = channel.blocked.filter((name) => !hasCredit(name));
  }

  #cut(name: string): void {
    const channel = this.channel(this.#consumer(name).channel);
    channel.blocked = channel.blocked.filter((each) => each !== name);
    this.#turn = this.#turn.filter((each) => each !== name);
    this.consumers.delete(name);
    const { blocked } = channel;
    const stillConsumes = [...this.consumers.values()].some(
      (each) => this.channel(each.channel) === channel,
    );
    if (!stillConsumes && blocked.length === 0) channel.suspended = false;
  }

  #putBack(messages: readonly number[]): void {
    for (const message of messages) this.#redelivered.add(message);
    this.ready = [...this.ready, ...messages].sort((one, other) => one - other);
  }

  #takeReady(): number {
    const message = this.ready.shift();
    if (message === undefined) throw new Error("nothing is ready");
    return message;
  }

  #consumer(name: string): ModelConsumer {
    const consumer = this.consumers.get(name);
    if (consumer === undefined) throw new Error(`no consumer ${name}`);
    return consumer;
  }
}

function isReached({ limit, volume }: ModelChannel): boolean {
  return limit !== 0 && volume >= limit;
}

function indexOf({ unacked }: ModelChannel, target: Exclude<Target, "all">): number {
  const index = unacked.findIndex(
    (each) => "message" in target && `m${each.message}` === target.message,
  );
  if (index < 0) throw new Error("the model acks only what is held");
  return index;
}

function requeues(verb: "ack" | "nack" | "reject" | "drop"): boolean {
  return verb === "nack" || verb === "reject";
}
