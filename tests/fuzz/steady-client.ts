import { setTimeout as wait } from "node:timers/promises";
import { connect, type ChannelModel, type ConfirmChannel } from "amqplib";

const PAUSE_MS = 20;
const PREFETCH = 5;
const LAST_MS = 10_000;

/** What a well-behaved client has seen. */
export interface Accounts {
  readonly name: string;
  readonly published: number;
  readonly confirmed: number;
  readonly consumed: number;
  /** From publish to consumption, for each message before the run, */
  readonly aloneMs: readonly number[];
  /** and since. */
  readonly latenciesMs: readonly number[];
  readonly faults: readonly string[];
}

/** Publishes numbered messages, waits for each confirm, consumes and acknowledges them, and counts. */
export class SteadyClient {
  readonly #persistent: boolean;
  readonly #queue: string;
  readonly #publisher: ConfirmChannel;
  readonly #connections: readonly ChannelModel[];
  #published = 0;
  #confirmed = 0;
  #consumed = 0;
  readonly #sentMs = new Map<number, number>();
  #aloneMs: readonly number[] = [];
  readonly #latenciesMs: number[] = [];
  readonly #faults: string[] = [];
  #isEnding = false;
  readonly #running: Promise<void>;

  static async start(url: string, persistent: boolean): Promise<SteadyClient> {
    const connections = await Promise.all([connect(url), connect(url)]);
    const publisher = await connections[0].createConfirmChannel();
    const queue = `steady.${persistent ? "persistent" : "transient"}`;
    await publisher.assertQueue(queue, { durable: persistent });
    const client = new SteadyClient(publisher, connections, queue, persistent);
    await client.#consume();
    return client;
  }

  private constructor(
    publisher: ConfirmChannel,
    connections: readonly ChannelModel[],
    queue: string,
    persistent: boolean,
  ) {
    this.#publisher = publisher;
    this.#connections = connections;
    this.#queue = queue;
    this.#persistent = persistent;
    for (const connection of connections) this.#watch(connection);
    this.#watch(publisher);
    this.#running = this.#publish();
  }

  /** The others come now. */
  noLongerAlone(): void {
    this.#aloneMs = this.#latenciesMs.splice(0);
  }

  /** Stops publishing, waits for the last message, leaves nothing behind. */
  async stop(): Promise<Accounts> {
    this.#isEnding = true;
    await this.#running;
    const deadlineMs = performance.now() + LAST_MS;
    while (this.#consumed < this.#published && performance.now() < deadlineMs) await wait(PAUSE_MS);
    if (this.#faults.length === 0) {
      const { messageCount } = await this.#publisher.deleteQueue(this.#queue);
      if (messageCount > 0) this.#faults.push(`${messageCount} messages left`);
      await Promise.all(this.#connections.map((connection) => connection.close()));
    }
    const [published, confirmed, consumed] = [this.#published, this.#confirmed, this.#consumed];
    if (confirmed < published) this.#faults.push(`${published - confirmed} not confirmed`);
    if (consumed < published) this.#faults.push(`${published - consumed} lost`);
    return {
      name: this.#persistent ? "persistent" : "transient",
      published,
      confirmed,
      consumed,
      aloneMs: this.#aloneMs,
      latenciesMs: this.#latenciesMs,
      faults: this.#faults,
    };
  }

  #watch(emitter: ChannelModel | ConfirmChannel): void {
    emitter.on("error", (error: Error) => this.#faults.push(String(error)));
    emitter.on("close", () => {
      if (!this.#isEnding) this.#faults.push("closed");
    });
  }

  async #publish(): Promise<void> {
    while (!this.#isEnding && this.#faults.length === 0) {
      const number = ++this.#published;
      this.#sentMs.set(number, performance.now());
      await new Promise<void>((resolve) => {
        const body = Buffer.from(String(number));
        const options = { persistent: this.#persistent };
        this.#publisher.sendToQueue(this.#queue, body, options, (error: Error | null) => {
          if (error) this.#faults.push(`not confirmed: ${error.message}`);
          else this.#confirmed++;
          resolve();
        });
      });
      await wait(PAUSE_MS);
    }
  }

  async #consume(): Promise<void> {
    const channel = await this.#connections[1]!.createChannel();
    await channel.prefetch(PREFETCH);
    await channel.consume(this.#queue, (message) => {
      if (message === null) {
        // At the end by itself: it may hear so before its deletion is answered.
        if (!this.#isEnding) this.#faults.push("cancelled");
        return;
      }
      const number = Number(message.content.toString());
      const sentMs = this.#sentMs.get(number);
      this.#consumed++;
      if (number !== this.#consumed) this.#faults.push(`${number} came for ${this.#consumed}`);
      if (message.fields.redelivered) this.#faults.push(`${number} came again`);
      if (sentMs !== undefined) this.#latenciesMs.push(performance.now() - sentMs);
      this.#sentMs.delete(number);
      channel.ack(message);
    });
  }
}

/** Comes, declares, publishes, gets, deletes and goes. @throws when any of it fails. */
export async function comeAndGo(url: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue("", { exclusive: true });
  channel.sendToQueue(queue, Buffer.from("hello"));
  await channel.waitForConfirms();
  const message = await channel.get(queue, { noAck: true });
  if (message === false || message.content.toString() !== "hello") throw new Error("no hello");
  await channel.deleteQueue(queue);
  await connection.close();
}
