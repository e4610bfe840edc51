import type { Socket } from "node:net";
import amqp, { type Channel, type ChannelModel, type ConfirmChannel } from "amqplib";
import type { BrokerIdentity } from "#shared/run-log/run-event.ts";

/** Why a connection went without our asking. `code` is the broker's reply code, if it gave one. */
export interface ConnectionLoss {
  readonly code: number | null;
  readonly reason: string;
}

export interface ConnectOptions {
  readonly url: string;
  /** What the broker's own tools list it as. */
  readonly name: string;
  /** Unless the URL says otherwise; 10 by default. */
  readonly heartbeatS?: number;
  /** Called at most once, and never after `close` or `kill`. */
  readonly onLost?: (loss: ConnectionLoss) => void;
}

const CONNECT_TIMEOUT_MS = 5000;
const CLOSE_TIMEOUT_MS = 2000;
/** How long a silent peer is believed in: twice this. */
const HEARTBEAT_S = 10;

/** One AMQP connection that tells exactly once when it is gone. */
export class BrokerConnection {
  readonly identity: BrokerIdentity;
  #model: ChannelModel;
  #loss: ConnectionLoss | null = null;
  #ended = false;
  #heartbeats = true;

  /** @throws Error with a readable message when there is no broker, or it refuses us. */
  static async open(options: ConnectOptions): Promise<BrokerConnection> {
    try {
      const model = await amqp.connect(withHeartbeat(options.url, options.heartbeatS), {
        // Without it every handshake waits 40 ms for Nagle's algorithm.
        noDelay: true,
        timeout: CONNECT_TIMEOUT_MS,
        clientProperties: { connection_name: options.name },
      });
      return new BrokerConnection(model, options.onLost);
    } catch (error) {
      throw new Error(describeConnectError(error, options.url), { cause: error });
    }
  }

  private constructor(model: ChannelModel, onLost: ConnectOptions["onLost"]) {
    this.#model = model;
    this.identity = identityOf(model);
    const lose = (error?: Error) => {
      if (this.#loss !== null) return;
      this.#loss = lossOf(error);
      if (this.#ended) return;
      this.#ended = true;
      onLost?.(this.#loss);
    };
    model.on("error", ignore);
    model.on("handler-error", rethrow);
    model.on("close", lose);
    // amqplib listens for the socket's "error" and "end" only: a bare close would go unseen.
    socketOf(model).once("close", () => {
      lose();
    });
  }

  /** Set once the connection is gone, whoever ended it. */
  get loss(): ConnectionLoss | null {
    return this.#loss;
  }

  async openChannel(): Promise<Channel> {
    return guarded(await this.#model.createChannel());
  }

  async openConfirmChannel(): Promise<ConfirmChannel> {
    return guarded(await this.#model.createConfirmChannel());
  }

  /** Without them it is silent as a process that is stuck: the broker will close the connection. */
  setHeartbeats(sending: boolean): void {
    if (sending === this.#heartbeats) return;
    this.#heartbeats = sending;
    const heartbeats = heartbeatsOf(this.#model);
    if (!sending) heartbeats.heartbeater?.clear();
    else if (this.#loss === null) heartbeats.heartbeater = heartbeats.startHeartbeater();
  }

  /** Cuts the socket to a peer that is taken for dead: its loss is told. */
  giveUp(reason: string): void {
    socketOf(this.#model).destroy(new Error(reason));
  }

  /**
   * Cuts the socket, as when the process dies: the broker learns it from TCP. What was said before,
   * an ack for one, has left by then: amqplib keeps it until the end of the turn.
   */
  kill(): void {
    this.#ended = true;
    process.nextTick(() => {
      setImmediate(() => {
        // With an error, or amqplib would not notice before the next heartbeat.
        socketOf(this.#model).destroy(new Error("killed"));
      });
    });
  }

  /** Says goodbye to the broker; gives up waiting for its answer after 2 s. Never rejects. */
  async close(): Promise<void> {
    this.#ended = true;
    if (this.#loss !== null) return;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
    });
    await Promise.race([this.#model.close().catch(ignore), tooLong]);
    clearTimeout(timer);
    this.kill();
  }
}

/** amqplib emits these where nobody listens as uncaught exceptions; the caller's own promise rejects anyway. */
function guarded<Kind extends Channel>(channel: Kind): Kind {
  channel.on("error", ignore);
  channel.on("handler-error", rethrow);
  return channel;
}

function ignore(): void {
  // Said elsewhere: by "close", or by the rejection of what was asked.
}

/** A handler of ours threw: a defect, which must not be taken for the broker's doing. */
function rethrow(error: Error): void {
  queueMicrotask(() => {
    throw error;
  });
}

function socketOf(model: ChannelModel): Socket {
  // amqplib's types leave the stream out; it is the only way to cut a connection short.
  return (model.connection as unknown as { readonly stream: Socket }).stream;
}

interface Heartbeats {
  heartbeater?: { readonly clear: () => void } | undefined;
  readonly startHeartbeater: () => { readonly clear: () => void } | undefined;
}

/** amqplib's types leave them out, and it has no other way to fall silent. */
function heartbeatsOf(model: ChannelModel): Heartbeats {
  return model.connection as unknown as Heartbeats;
}

function identityOf(model: ChannelModel): BrokerIdentity {
  const told = model.connection.serverProperties as Readonly<Record<string, unknown>>;
  const text = (key: string) => (typeof told[key] === "string" ? told[key] : "");
  const product = text("product") || "AMQP broker";
  const emulator = text("emulated_by");
  return { kind: kindOf(product, emulator), product, version: text("version") };
}

/** Ours says it is RabbitMQ, for clients that behave otherwise to strangers; and who it really is. */
function kindOf(product: string, emulator: string): BrokerIdentity["kind"] {
  if (emulator !== "") return emulator.startsWith("Dispatch Lab ") ? "embedded" : "other";
  return product === "RabbitMQ" ? "rabbitmq" : "other";
}

function lossOf(error: Error | undefined): ConnectionLoss {
  if (!error) return { code: null, reason: "the connection was closed" };
  const code = "code" in error && typeof error.code === "number" ? error.code : null;
  return { code, reason: replyTextOf(error) };
}

/** The broker's own words out of amqplib's. */
export function replyTextOf(error: Error): string {
  return /with message "(.*)"$/s.exec(error.message)?.[1] ?? error.message;
}

export function withHeartbeat(url: string, heartbeatS = HEARTBEAT_S): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has("heartbeat")) {
    parsed.searchParams.set("heartbeat", String(heartbeatS));
  }
  return parsed.href;
}

/** One line that says what went wrong, where Node or amqplib would be terse or hide it. */
export function describeConnectError(error: unknown, url: string): string {
  // A name with two addresses fails with one error for each, and no message of its own.
  if (error instanceof AggregateError) {
    return error.errors.map((one: unknown) => describeConnectError(one, url)).join("; ");
  }
  if (!(error instanceof Error)) return String(error);
  if (error.message.startsWith("Expected ConnectionOpenOk")) {
    const vhost = decodeURIComponent(new URL(url).pathname.slice(1)) || "/";
    return `NOT_ALLOWED - virtual host "${vhost}" not found, or no permission to use it`;
  }
  return replyTextOf(error);
}
