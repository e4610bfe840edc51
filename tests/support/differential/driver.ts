import type { MethodName } from "#broker/wire/methods.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import type { Heard } from "#broker/testing/wire-lines.ts";
import { nameIn, type Command, type Fields, type Table } from "./command.ts";
import { DrivenChannel, type Held } from "./driven-channel.ts";
import { answersTo, DrivenConnection } from "./driven-connection.ts";
import { NameScope } from "./name-scope.ts";
import { observedLine, type Observation } from "./observed.ts";
import { QueueWatch } from "./queue-watch.ts";

/** Rounds without news after which all is quiet: see {@link Driver.perform}. */
const CALM_ROUNDS = 2;
const PATIENCE_MS = 30_000;
const UNANSWERED: ReadonlySet<MethodName> = new Set(["basic.recover-async"]);
/** No script asks for access, so that its answer can be told from a script's. */
const FLUSH = "access.request";

interface Opened {
  readonly connection: DrivenConnection;
  readonly number: number;
  readonly channel: DrivenChannel;
}

/** Does commands on one broker through raw frames and tells what each channel heard. */
export class Driver implements AsyncDisposable {
  /** Whether some queue was declared to. */
  deadLetters = false;
  readonly #url: string;
  readonly #scope: NameScope;
  readonly #watch: QueueWatch;
  readonly #connections = new Map<string, DrivenConnection>();
  readonly #channels = new Map<string, DrivenChannel>();
  readonly #exchanges = new Set<string>();
  /** Closed during this command: what they heard is still to be told. */
  #closed: [name: string, channel: DrivenChannel][] = [];
  #endings: string[] = [];
  #heard = 0;

  static async on(url: string): Promise<Driver> {
    const scope = new NameScope();
    return new Driver(url, scope, await QueueWatch.on(url, scope));
  }

  private constructor(url: string, scope: NameScope, watch: QueueWatch) {
    this.#url = url;
    this.#scope = scope;
    this.#watch = watch;
  }

  /** Whether there is such a queue, or messages of one that was are still held. */
  knowsQueue(queue: string): { readonly exists: boolean; readonly isHeld: boolean } {
    const held = [...this.#channels.values()].flatMap((channel) => channel.held);
    return { exists: this.#watch.has(queue), isHeld: held.some((one) => one.queue === queue) };
  }

  /** Undefined when it is not open. */
  channel(name: string): DrivenChannel | undefined {
    return this.#channels.get(name);
  }

  channelsOf(connection: string): readonly DrivenChannel[] {
    return [...this.#channels].flatMap(([name, channel]) =>
      name.startsWith(connection) ? [channel] : [],
    );
  }

  /**
   * Does the command and waits until nothing is on its way any more. RabbitMQ's channels and queues are
   * processes that send each other messages: a round trip through every channel, then through every
   * queue, is repeated until it brought nothing new several times.
   *
   * @param held what a "settle" by number is about.
   */
  async perform(command: Command, held?: Held): Promise<Observation> {
    await this.#do(command, held);
    await this.#untilQuiet();
    return this.#takeObservation();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.kill()));
    await this.#watch.end([...this.#exchanges]);
  }

  async #do(command: Command, held: Held | undefined): Promise<void> {
    if (command.do === "kill") {
      await this.#connections.get(command.connection)?.kill();
      this.#forget(command.connection);
      return;
    }
    const opened = await this.#open(command.channel);
    const { connection, number, channel } = opened;
    switch (command.do) {
      case "call":
        await this.#call(opened, command);
        return;
      case "publish": {
        const { exchange, key, bodies, mandatory = false, properties } = command;
        const method = {
          exchange: this.#scope.long(exchange),
          routingKey: this.#scope.long(key),
          mandatory,
        };
        const { headers, ...others } = properties ?? {};
        const sent = headers === undefined ? others : { ...others, headers: this.#table(headers) };
        const frames = bodies.flatMap((body) => {
          channel.publishes();
          return [methodFrame(number, "basic.publish", method), contentFrames(number, body, sent)];
        });
        connection.sendBytes(Buffer.concat(frames));
        return;
      }
      case "settle": {
        const { how, which, multiple = false, requeue = false } = command;
        const tag = which === "all" ? 0 : which === "unknown" ? 9999 : held?.tag;
        if (tag === undefined) return;
        channel.settles(how, tag, multiple);
        connection.send(number, `basic.${how}`, { deliveryTag: tag, multiple, requeue });
      }
    }
  }

  async #call(
    { connection, number, channel }: Opened,
    { channel: name, method, fields = {} }: Command & { do: "call" },
  ): Promise<void> {
    channel.asks({ queue: nameIn(fields, "queue"), noAck: fields["noAck"] === true });
    if (method === "basic.recover" || method === "basic.recover-async") channel.recovers();
    if (method === "exchange.declare") this.#exchanges.add(nameIn(fields, "exchange"));
    connection.send(number, method, this.#fields(fields));
    if (fields["noWait"] === true || UNANSWERED.has(method)) return;
    const answer = await connection.next(number, answersTo(method));
    if (answer?.name === "queue.declare-ok") {
      const owner = fields["exclusive"] === true ? connection : undefined;
      this.deadLetters ||= JSON.stringify(fields).includes("x-dead-letter-exchange");
      const isQuorum = JSON.stringify(fields).includes('"x-queue-type":"quorum"');
      await this.#watch.add(this.#scope.short(answer.fields.queue), isQuorum, owner);
    }
    if (answer?.name === "basic.qos-ok") {
      channel.limit = fields["global"] === true ? Number(fields["prefetchCount"]) : 0;
    }
    if (answer?.name === "channel.close-ok") this.#closeChannel(name);
  }

  async #open(name: string): Promise<Opened> {
    const letter = name.charAt(0);
    const number = Number(name.slice(1));
    let connection = this.#connections.get(letter);
    if (connection === undefined) {
      connection = await DrivenConnection.open(this.#url, (heard) => {
        this.#hears(letter, heard);
      });
      this.#connections.set(letter, connection);
      void connection.ended.then(() => {
        this.#forget(letter);
      });
    }
    let channel = this.#channels.get(name);
    if (channel === undefined) {
      await connection.call(number, "channel.open");
      await this.#watch.sentinel(connection, number);
      channel = new DrivenChannel((text) => this.#scope.short(text));
      this.#channels.set(name, channel);
    }
    return { connection, number, channel };
  }

  #hears(letter: string, heard: Heard): void {
    const { method } = heard;
    if (method.name === `${FLUSH}-ok`) return;
    if (method.name === "connection.close") {
      this.#endings.push(`${letter}: ${this.#scope.short(observedLine(heard))}`);
      this.#forget(letter);
      return;
    }
    const name = `${letter}${heard.channel}`;
    const channel = this.#channels.get(name);
    if (channel === undefined) return;
    this.#heard++;
    channel.hears(heard);
    if (method.name === "channel.close") this.#closeChannel(name);
  }

  #closeChannel(name: string): void {
    const channel = this.#channels.get(name);
    if (channel === undefined) return;
    this.#channels.delete(name);
    this.#closed.push([name, channel]);
  }

  #forget(letter: string): void {
    this.#connections.delete(letter);
    for (const name of [...this.#channels.keys()]) {
      if (name.startsWith(letter)) this.#closeChannel(name);
    }
  }

  async #untilQuiet(): Promise<void> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    let before = "";
    for (let calm = 0; calm < CALM_ROUNDS;) {
      const heard = this.#heard;
      await this.#flush();
      const counts = (await this.#watch.count()).join();
      const known = await this.#watch.channelsKnown();
      const isCalm = known === this.#channels.size && heard === this.#heard && counts === before;
      calm = isCalm ? calm + 1 : 0;
      before = counts;
      if (performance.now() > deadlineMs) {
        throw new Error(`no rest: ${counts}; ${known} channels, not ${this.#channels.size}`);
      }
    }
  }

  async #flush(): Promise<void> {
    const trips = [...this.#channels.keys()].map(async (name) => {
      await this.#connections.get(name.charAt(0))?.call(Number(name.slice(1)), FLUSH);
    });
    await Promise.all(trips);
  }

  #takeObservation(): Observation {
    const channels = new Map<string, DrivenChannel["observed"]>();
    for (const [name, channel] of [...this.#closed, ...this.#channels]) {
      channels.set(name, [...(channels.get(name) ?? []), ...channel.observed]);
      channel.observed = [];
    }
    const endings = this.#endings;
    this.#closed = [];
    this.#endings = [];
    return { channels, endings, queues: this.#watch.counts };
  }

  #table(table: Table) {
    return fieldTable(this.#scope.long(table));
  }

  /** A script says which method the fields belong to; that they do is its business. */
  #fields(fields: Fields): Record<string, never> {
    const sent = Object.entries(fields).map(([name, value]) => {
      if (typeof value === "object") return [name, this.#table(value)];
      return [name, typeof value === "string" ? this.#scope.long(value) : value];
    });
    return Object.fromEntries(sent) as Record<string, never>;
  }
}
