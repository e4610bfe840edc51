import { connect, type Socket } from "node:net";
import { replyText } from "#broker/amqp-error.ts";
import { Ear } from "#broker/testing/ear.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";

const CLOSE_OK = methodFrame(0, "connection.close-ok");
const NOTHING = Buffer.alloc(0);
const HEADER_START = "AMQP";
/** Where a release of RabbitMQ crashes, it closes with 541 too, and says less (CH6), or more (QM4). */
const DEFECT = replyText(541, "internal error");

/** What the broker has said on a connection since it was last asked. */
export interface Heard {
  /** Of its connection.close, if there was one. */
  readonly connectionCode: number | undefined;
  /** That was for a defect of the broker's own. */
  readonly hasDefect: boolean;
  /** Of each channel.close, by channel. */
  readonly channelCodes: ReadonlyMap<number, number>;
  /** Its protocol header: what it speaks, for those who speak something else. */
  readonly header: boolean;
  /** Names of methods and texts of closes, the first of them. */
  readonly lines: readonly string[];
  /** Octets that are no AMQP. */
  readonly unreadable: string | undefined;
  /** The queues it made up names for. */
  readonly queues: readonly string[];
}

const MOST_LINES = 40;

/** A connection to the broker that says anything and understands what comes back. */
export class FuzzSocket {
  readonly #socket: Socket;
  readonly #ear = new Ear((heard) => {
    this.#hear(heard);
  });
  #heard = nothingHeard();
  #secretsOk = 0;
  #ended = false;
  #isClosed = false;
  #wasReset = false;
  #failure: string | undefined;
  #wake: () => void = () => undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (chunk) => {
      this.#data(chunk);
    });
    this.#socket.on("error", (error: NodeJS.ErrnoException) => {
      this.#wasReset = error.code === "ECONNRESET" || error.code === "EPIPE";
      if (!this.#wasReset) this.#failure = error.message;
    });
    this.#socket.on("close", () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** By a reset rather than in order. */
  get wasReset(): boolean {
    return this.#wasReset;
  }

  /** Why it could not even connect. */
  get failure(): string | undefined {
    return this.#failure;
  }

  say(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Says it, and that it is the last. */
  hangUp(bytes: Buffer): void {
    this.#ended = true;
    this.#socket.end(bytes);
  }

  /** Resets the connection as soon as the bytes are under way. */
  vanish(bytes: Buffer): void {
    this.#ended = true;
    this.#socket.write(bytes, () => this.#socket.resetAndDestroy());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /**
   * Waits until `answers` update-secret-oks have come since the last take, or it is closed.
   * @returns false when neither happens in time.
   */
  settled(answers: number, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (isInTime: boolean): void => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve(isInTime);
      };
      const timer = setTimeout(() => {
        done(false);
      }, withinMs);
      this.#wake = () => {
        if (this.#isClosed || this.#secretsOk >= answers) done(true);
      };
      this.#wake();
    });
  }

  take(): Heard {
    const heard = this.#heard;
    this.#heard = nothingHeard();
    this.#secretsOk = 0;
    return heard;
  }

  #data(chunk: Buffer): void {
    if (chunk.toString("latin1", 0, HEADER_START.length) === HEADER_START) {
      this.#heard.header = true;
      return;
    }
    try {
      this.#ear.hear(chunk);
    } catch (error) {
      this.#heard.unreadable ??= String(error);
    }
    this.#wake();
  }

  #hear({ channel, method }: Parameters<ConstructorParameters<typeof Ear>[0]>[0]): void {
    const { name, fields } = method;
    let line: string = name;
    if (name === "connection.update-secret-ok") this.#secretsOk++;
    if (name === "queue.declare-ok") this.#heard.queues.push(fields.queue);
    if (name === "channel.close") this.#heard.channelCodes.set(channel, fields.replyCode);
    // Hanging up is left to us (CN11).
    if (name === "connection.close-ok" && !this.#ended) this.hangUp(NOTHING);
    if (name === "connection.close") {
      this.#heard.connectionCode = fields.replyCode;
      this.#heard.hasDefect = fields.replyText === DEFECT;
      if (!this.#ended) this.say(CLOSE_OK);
    }
    if (name === "channel.close" || name === "connection.close") line += ` ${fields.replyText}`;
    if (this.#heard.lines.length < MOST_LINES) this.#heard.lines.push(line);
  }
}

interface Hearing extends Heard {
  connectionCode: number | undefined;
  hasDefect: boolean;
  channelCodes: Map<number, number>;
  header: boolean;
  lines: string[];
  unreadable: string | undefined;
  queues: string[];
}

function nothingHeard(): Hearing {
  return {
    connectionCode: undefined,
    hasDefect: false,
    channelCodes: new Map(),
    header: false,
    lines: [],
    unreadable: undefined,
    queues: [],
  };
}
