import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Method, MethodFields, MethodName } from "#broker/wire/methods.ts";
import { Ear } from "#broker/testing/ear.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import type { Heard } from "#broker/testing/wire-lines.ts";

const PROTOCOL_HEADER = Buffer.from("AMQP\0\0\x09\x01", "latin1");
const PATIENCE_MS = 30_000;
const CAPABILITIES = fieldTable({
  publisher_confirms: true,
  "basic.nack": true,
  consumer_cancel_notify: true,
});

interface Waiter {
  readonly channel: number;
  readonly isAnswer: (method: Method) => boolean;
  readonly answered: (method: Method | undefined) => void;
}

/** A logged in connection that answers every close, and can be asked to wait for a method. */
export class DrivenConnection {
  isOpen = true;
  /** Resolves when the socket is closed. */
  readonly ended: Promise<unknown>;
  readonly #socket: Socket;
  readonly #waiters = new Set<Waiter>();
  readonly #onHeard: (heard: Heard) => void;

  /** @param onHeard told of all that comes but the handshake. */
  static async open(url: string, onHeard: (heard: Heard) => void): Promise<DrivenConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    await once(socket, "connect");
    const connection = new DrivenConnection(socket, onHeard);
    await connection.#logIn();
    return connection;
  }

  private constructor(socket: Socket, onHeard: (heard: Heard) => void) {
    this.#socket = socket;
    this.#onHeard = onHeard;
    this.ended = new Promise((closed) => socket.once("close", closed));
    const ear = new Ear((heard) => {
      this.#hear(heard);
    });
    socket.on("data", (chunk) => {
      ear.hear(chunk);
    });
    socket.on("error", () => undefined); // "close" follows
    socket.on("close", () => {
      this.#end();
    });
  }

  send<Name extends MethodName>(
    channel: number,
    name: Name,
    fields?: Partial<MethodFields<Name>>,
  ): void {
    this.#socket.write(methodFrame(channel, name, fields));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /**
   * The next method on that channel that is one of these or ends the channel; undefined when the
   * connection ends first. @throws when nothing of it comes in time.
   */
  next(channel: number, names: readonly MethodName[]): Promise<Method | undefined> {
    if (!this.isOpen) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`no ${names.join(" or ")} on channel ${channel}`));
      }, PATIENCE_MS);
      const waiter: Waiter = {
        channel,
        isAnswer: ({ name }) => names.includes(name) || name === "channel.close",
        answered: (method) => {
          clearTimeout(late);
          this.#waiters.delete(waiter);
          resolve(method);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** Sends a method and waits for its `-ok`, as `next` does. */
  call<Name extends MethodName>(
    channel: number,
    name: Name,
    fields?: Partial<MethodFields<Name>>,
  ): Promise<Method | undefined> {
    this.send(channel, name, fields);
    return this.next(channel, answersTo(name));
  }

  async kill(): Promise<void> {
    this.#socket.destroy();
    await this.ended;
  }

  async #logIn(): Promise<void> {
    const started = this.next(0, ["connection.start"]);
    this.sendBytes(PROTOCOL_HEADER);
    await started;
    const tuned = this.next(0, ["connection.tune"]);
    this.send(0, "connection.start-ok", {
      clientProperties: new Map([["capabilities", { type: "table", value: CAPABILITIES }]]),
      mechanism: "PLAIN",
      response: Buffer.from("\0guest\0guest"),
      locale: "en_US",
    });
    await tuned;
    this.send(0, "connection.tune-ok", { channelMax: 2047, frameMax: 131_072, heartbeat: 0 });
    await this.call(0, "connection.open", { virtualHost: "/" });
  }

  #hear(heard: Heard): void {
    const { channel, method } = heard;
    if (method.name === "channel.close") this.send(channel, "channel.close-ok");
    if (method.name === "connection.close") this.send(0, "connection.close-ok");
    this.#onHeard(heard);
    for (const waiter of [...this.#waiters]) {
      if (waiter.channel === channel && waiter.isAnswer(method)) waiter.answered(method);
    }
  }

  #end(): void {
    this.isOpen = false;
    for (const { answered } of [...this.#waiters]) answered(undefined);
  }
}

/** What a method is answered with. */
export function answersTo(name: MethodName): readonly MethodName[] {
  if (name === "basic.get") return ["basic.get-ok", "basic.get-empty"];
  return [`${name}-ok` as MethodName];
}
