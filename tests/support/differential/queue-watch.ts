import { contentFrames } from "#broker/testing/content-frames.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { DrivenConnection } from "./driven-connection.ts";
import type { NameScope } from "./name-scope.ts";

/** Channels with this number and above are ours, not the script's. */
const FIRST_CHANNEL = 1000;
const LOG_CHANNEL = 2;

interface Watched {
  readonly channel: number;
  /** The connection an exclusive queue belongs to. */
  readonly owner: DrivenConnection | undefined;
  readonly openOn: Set<DrivenConnection>;
}

/** Asks the queues of a script what they hold, on channels of its own. */
export class QueueWatch {
  /** `q1 2/1`: ready messages and consumers, as of the last count. */
  counts: readonly string[] = [];
  readonly #connection: DrivenConnection;
  readonly #scope: NameScope;
  readonly #watched = new Map<string, Watched>();
  #channels = FIRST_CHANNEL;
  #hasQuorum = false;

  static async on(url: string, scope: NameScope): Promise<QueueWatch> {
    const connection = await DrivenConnection.open(url, () => undefined);
    await connection.call(1, "channel.open");
    const watch = new QueueWatch(connection, scope);
    await connection.call(1, "queue.declare", { queue: watch.#sentinel });
    return watch;
  }

  private constructor(connection: DrivenConnection, scope: NameScope) {
    this.#connection = connection;
    this.#scope = scope;
  }

  get #sentinel(): string {
    return `sentinel${this.#scope.suffix}`;
  }

  get #logged(): string {
    return `logged${this.#scope.suffix}`;
  }

  /** Has a channel consume where nothing comes, so that the broker can be asked whether it still knows it. */
  async sentinel(connection: DrivenConnection, channel: number): Promise<void> {
    const fields = { queue: this.#sentinel, consumerTag: "sentinel", noAck: true };
    await connection.call(channel, "basic.consume", fields);
  }

  has(queue: string): boolean {
    return this.#watched.has(queue);
  }

  /** How many channels the broker has not yet heard the end of. */
  async channelsKnown(): Promise<number> {
    const fields = { queue: this.#sentinel, passive: true };
    const answer = await this.#connection.call(1, "queue.declare", fields);
    return answer?.name === "queue.declare-ok" ? answer.fields.consumerCount : -1;
  }

  /**
   * @param isQuorum quorum queues do nothing before it is written to the log, which all of a node share: once
   * a message to one of our own is confirmed, what went to the others before is written, too.
   * @param owner of an exclusive queue.
   */
  async add(queue: string, isQuorum: boolean, owner: DrivenConnection | undefined): Promise<void> {
    if (isQuorum && !this.#hasQuorum) await this.#declareLogged();
    if (this.#watched.has(queue)) return;
    this.#watched.set(queue, { channel: ++this.#channels, owner, openOn: new Set() });
  }

  /** A round trip through every queue; those that are gone are forgotten. */
  async count(): Promise<readonly string[]> {
    if (this.#hasQuorum) await this.#untilLogged();
    const counts = await Promise.all(
      [...this.#watched].map(([queue, watched]) => this.#ask(queue, watched)),
    );
    this.counts = counts.filter((count) => count !== undefined).sort();
    return this.counts;
  }

  async end(exchanges: readonly string[]): Promise<void> {
    const queues = [...this.#watched.keys()].map((queue) => this.#scope.long(queue));
    for (const queue of [...queues, this.#sentinel, this.#logged]) {
      await this.#connection.call(1, "queue.delete", { queue });
    }
    for (const exchange of exchanges) {
      await this.#connection.call(1, "exchange.delete", { exchange: this.#scope.long(exchange) });
    }
    await this.#connection.kill();
  }

  async #declareLogged(): Promise<void> {
    this.#hasQuorum = true;
    await this.#connection.call(LOG_CHANNEL, "channel.open");
    await this.#connection.call(LOG_CHANNEL, "confirm.select");
    const table = fieldTable({ "x-queue-type": "quorum", "x-max-length": 1 });
    const fields = { queue: this.#logged, durable: true, arguments: table };
    await this.#connection.call(LOG_CHANNEL, "queue.declare", fields);
  }

  async #untilLogged(): Promise<void> {
    this.#connection.send(LOG_CHANNEL, "basic.publish", { routingKey: this.#logged });
    this.#connection.sendBytes(contentFrames(LOG_CHANNEL, ""));
    await this.#connection.next(LOG_CHANNEL, ["basic.ack"]);
  }

  async #ask(queue: string, watched: Watched): Promise<string | undefined> {
    const { channel, owner, openOn } = watched;
    for (;;) {
      const via = owner?.isOpen ? owner : this.#connection;
      if (!openOn.has(via)) {
        await via.call(channel, "channel.open");
        openOn.add(via);
      }
      const fields = { queue: this.#scope.long(queue), passive: true };
      const answer = await via.call(channel, "queue.declare", fields);
      if (answer?.name === "queue.declare-ok") {
        return `${queue} ${answer.fields.messageCount}/${answer.fields.consumerCount}`;
      }
      openOn.delete(via);
      // Locked: its owner's connection is gone, the queue will be too.
      if (answer?.name === "channel.close" && answer.fields.replyCode === 405) continue;
      if (answer === undefined && via === owner) continue;
      this.#watched.delete(queue);
      return undefined;
    }
  }
}
