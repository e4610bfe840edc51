import type { Channel, ConsumeMessage, Message } from "amqplib";
import { BrokerConnection, replyTextOf } from "./connection.ts";
import { Consumer } from "./consumer.ts";
import { WORKER_HEARTBEAT_S } from "./machine/patience.ts";
import type { ConsumerSettings, Delivery } from "./machine/worker-state.ts";
import type { FromBroker, ToBroker } from "./machine/worker-stimulus.ts";

export interface WorkerLineOptions {
  readonly url: string;
  readonly connectionName: string;
  readonly queue: string;
  readonly consumerTag: string;
}

export interface WorkerLineDeps {
  readonly hear: (stimulus: FromBroker) => void;
  /** What a message means to this worker. */
  readonly read: (message: ConsumeMessage, consumer: Consumer) => FromBroker;
}

const NOT_FOUND = 404;

/**
 * A worker's connection, from its opening to its end: does what it is told and tells what it hears. It
 * decides nothing, and is silent once it was told to end.
 */
export class WorkerLine {
  /** Rejects when the broker cannot be reached. */
  readonly opened: Promise<void>;
  #options: WorkerLineOptions;
  #deps: WorkerLineDeps;
  #connection: BrokerConnection | null = null;
  #consumer: Consumer | null = null;
  #sendsHeartbeats = true;
  #hasEnded = false;
  /** What it asked of the broker last, under way or done; never rejects. */
  #answered: Promise<void>;

  constructor(options: WorkerLineOptions, deps: WorkerLineDeps) {
    this.#options = options;
    this.#deps = deps;
    this.opened = this.#open();
    this.#answered = this.opened.catch(nothing);
  }

  /** Resolves when the broker has answered all it was asked so far. */
  get answered(): Promise<void> {
    return this.#answered;
  }

  carryOut(instruction: Exclude<ToBroker, { readonly do: "connect" }>): void {
    switch (instruction.do) {
      case "consume":
        this.#ask((connection) => this.#consume(connection, instruction.settings));
        break;
      case "cancel":
        this.#ask(async () => {
          await this.#consumer?.cancel();
          this.#hear({ type: "cancelled" });
        });
        break;
      case "ack":
        this.#channel.ack(tagged(instruction.tag));
        break;
      case "nack":
        this.#channel.nack(tagged(instruction.tag), false, instruction.requeue);
        break;
      case "reject":
        this.#channel.reject(tagged(instruction.tag), instruction.requeue);
        break;
      case "ack-late":
        this.#ask((connection) => this.#ackLate(connection, instruction.delivery));
        break;
      case "heartbeats":
        this.#sendsHeartbeats = instruction.sending;
        this.#connection?.setHeartbeats(instruction.sending);
        break;
      case "close":
        // In its turn: a late ack may not have its answer yet.
        this.#ask((connection) => this.#sayGoodbye(connection));
        break;
      case "cut":
        this.#hasEnded = true;
        this.#connection?.kill();
    }
  }

  async #open(): Promise<void> {
    const { url, connectionName: name } = this.#options;
    const connection = await BrokerConnection.open({
      url,
      name,
      heartbeatS: WORKER_HEARTBEAT_S,
      onLost: ({ code: replyCode }) => {
        this.#hear({ type: "connection-lost", replyCode });
      },
    });
    this.#connection = connection;
    connection.setHeartbeats(this.#sendsHeartbeats);
    if (this.#hasEnded) await connection.close();
  }

  /** One thing after the other. What the broker can't be asked, it is lost for. */
  #ask(act: (connection: BrokerConnection) => Promise<void>): void {
    this.#answered = this.#answered
      .then(async () => {
        if (this.#hasEnded) return;
        if (!this.#connection) throw new Error("never connected");
        await act(this.#connection);
      })
      .catch(() => {
        this.#hear({ type: "broker-lost" });
      });
  }

  async #consume(connection: BrokerConnection, settings: ConsumerSettings): Promise<void> {
    const before = this.#consumer;
    const { queue, consumerTag } = this.#options;
    const consumer = await Consumer.open(connection, settings, {
      consumerTag,
      onLost: ({ code }) => {
        this.#hear({ type: code === NOT_FOUND ? "queue-lost" : "broker-lost" });
      },
    });
    this.#consumer = consumer;
    await consumer.consume(queue, (message) => {
      if (this.#hasEnded) return;
      // Nothing: someone deleted the queue.
      this.#hear(message ? this.#deps.read(message, consumer) : { type: "queue-lost" });
    });
    await before?.close();
  }

  /** The broker closes a channel on which it is told of a delivery it never made there, with 406 (DQ20). */
  async #ackLate(connection: BrokerConnection, delivery: Delivery): Promise<void> {
    const channel = await connection.openChannel();
    const closed = new Promise<void>((resolve) => {
      channel.once("error", (error: Error & { readonly code?: number }) => {
        const { code: replyCode = 0 } = error;
        this.#hear({ type: "ack-refused", delivery, replyCode, replyText: replyTextOf(error) });
      });
      channel.once("close", resolve);
    });
    channel.ack(tagged(delivery.tag));
    await closed;
  }

  /** The channel first: amqplib may send the connection's close ahead of the channel's last ack. */
  async #sayGoodbye(connection: BrokerConnection): Promise<void> {
    this.#hasEnded = true;
    await this.#consumer?.close();
    await connection.close();
  }

  get #channel(): Channel {
    if (!this.#consumer) throw new Error(`${this.#options.consumerTag} has no channel`);
    return this.#consumer.channel;
  }

  #hear(stimulus: FromBroker): void {
    if (!this.#hasEnded) this.#deps.hear(stimulus);
  }
}

/** All that amqplib reads of a message to acknowledge it. */
function tagged(deliveryTag: number): Message {
  return { fields: { deliveryTag } } as Message;
}

function nothing(): void {
  // Whoever waits for it to open is told.
}
