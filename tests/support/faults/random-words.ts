import amqp, { type ConfirmChannel } from "amqplib";
import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import type { RestartableBroker } from "../restartable-broker.ts";

/** Something a channel asked for, and whether it was told that it is so. */
interface Asked {
  readonly what: "declare" | "delete" | "purge" | "bind" | "unbind" | "publish";
  /** A queue, an exchange, or `queue exchange`; of a publish, the queue. */
  readonly of: string;
  /** Of a publish: its body, when there was a queue to take it. */
  readonly body?: string;
  isAnswered: boolean;
}

/** What one channel asked for, in order; nobody else touches what is its own. */
export interface Told {
  readonly queues: readonly string[];
  readonly exchanges: readonly string[];
  readonly asked: readonly Asked[];
}

const persistent = { persistent: true };

/**
 * Lets some channels declare, delete, purge, bind, unbind and publish with confirms at random, and ends the broker at
 * the n-th answer. Resolves when it is back.
 */
export async function restartedAtAnswer(
  broker: RestartableBroker,
  {
    kill,
    rng,
    answers,
    round,
  }: {
    readonly kill: boolean;
    readonly rng: Rng;
    readonly answers: number;
    readonly round: string;
  },
): Promise<readonly Told[]> {
  const client = await amqp.connect(broker.url, { noDelay: true });
  client.on("error", () => undefined);
  const isGone = new Promise((resolve) => client.once("close", resolve));
  const talkers: Talker[] = [];
  const restarted = new Promise<void>((resolve, reject) => {
    let left = answers;
    const onAnswer = () => {
      if (--left === 0) broker.restart({ kill }).then(resolve, reject);
    };
    for (const name of ["a", "b", "c"]) talkers.push(new Talker(`${round}-${name}`, rng, onAnswer));
  });
  const channels = await Promise.all(talkers.map(() => client.createConfirmChannel()));
  for (const channel of channels) channel.on("error", () => undefined);
  const talking = talkers.map((talker, i) => talker.talk(channels[i]!));
  await isGone;
  await Promise.all(talking);
  await restarted;
  return talkers;
}

class Talker implements Told {
  readonly queues: readonly string[];
  readonly exchanges: readonly string[];
  readonly asked: Asked[] = [];
  readonly #rng: Rng;
  readonly #onAnswer: () => void;
  readonly #there = new Set<string>();
  #bodies = 0;

  constructor(name: string, rng: Rng, onAnswer: () => void) {
    this.queues = [`q1-${name}`, `q2-${name}`];
    this.exchanges = [`x1-${name}`, `x2-${name}`];
    this.#rng = rng;
    this.#onAnswer = onAnswer;
  }

  /** Until the channel is gone. */
  async talk(channel: ConfirmChannel): Promise<void> {
    try {
      for (;;) await this.#say(channel);
    } catch {
      // It is gone.
    }
  }

  async #say(channel: ConfirmChannel): Promise<void> {
    const queue = this.#one(this.queues);
    const exchange = this.#one(this.exchanges);
    const hasQueue = this.#there.has(queue);
    switch (uniformInt(this.#rng, 0, 9)) {
      case 0:
        return this.#ask("declare", queue, () => channel.assertQueue(queue, { durable: true }));
      case 1:
        return this.#ask("delete", queue, () => channel.deleteQueue(queue));
      case 2:
        return this.#ask("declare", exchange, () => channel.assertExchange(exchange, "fanout"));
      case 3:
        return this.#ask("delete", exchange, () => channel.deleteExchange(exchange));
      case 4:
        if (!hasQueue) return;
        return this.#ask("purge", queue, () => channel.purgeQueue(queue));
      case 5:
      case 6: {
        if (!hasQueue || !this.#there.has(exchange)) return;
        const of = `${queue} ${exchange}`;
        return this.#rng() < 0.7
          ? this.#ask("bind", of, () => channel.bindQueue(queue, exchange, ""))
          : this.#ask("unbind", of, () => channel.unbindQueue(queue, exchange, ""));
      }
      default:
        for (let i = 0; i < 3; i++) this.#publish(channel, queue);
    }
  }

  async #ask(what: Asked["what"], of: string, say: () => Promise<unknown>): Promise<void> {
    const asked: Asked = { what, of, isAnswered: false };
    this.asked.push(asked);
    if (what === "declare") this.#there.add(of);
    if (what === "delete") this.#there.delete(of);
    await say();
    asked.isAnswered = true;
    this.#onAnswer();
  }

  #publish(channel: ConfirmChannel, queue: string): void {
    if (!this.#there.has(queue)) return;
    const asked: Asked = {
      what: "publish",
      of: queue,
      body: String(++this.#bodies),
      isAnswered: false,
    };
    this.asked.push(asked);
    channel.sendToQueue(queue, Buffer.from(asked.body!), persistent, (error) => {
      if (error !== null) return;
      asked.isAnswered = true;
      this.#onAnswer();
    });
  }

  #one(names: readonly string[]): string {
    return names[uniformInt(this.#rng, 0, names.length - 1)]!;
  }
}
