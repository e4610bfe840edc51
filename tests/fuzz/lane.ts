import { methodFrame } from "#broker/testing/method-frame.ts";
import { FuzzSocket } from "./fuzz-socket.ts";
import type { Input } from "./input.ts";
import { meet, type Outcome } from "./meet.ts";
import { handshakeTo, HELLO, isRunning } from "./stages.ts";
import type { WaitingRoom } from "./waiting-room.ts";

/** Then a connection is left in order and another one begun: its channels stay open until its end. */
const INPUTS_A_CONNECTION = 100;
const GOODBYE = methodFrame(0, "connection.close", { replyCode: 200 });

export type Met = (input: Input, outcome: Outcome, indices: readonly number[]) => void;

/** Meets the broker with one input after the other, on the same connection while that lasts. */
export class Lane {
  readonly #port: number;
  readonly #room: WaitingRoom;
  readonly #met: Met;
  #socket: FuzzSocket | undefined;
  /** What the connection has met so far. */
  #indices: number[] = [];
  /** What has to be said first. */
  #hello = HELLO;

  /** @param room where connections go that the broker may leave in silence. */
  constructor(port: number, room: WaitingRoom, met: Met) {
    this.#port = port;
    this.#room = room;
    this.#met = met;
  }

  async meet(input: Input): Promise<void> {
    const isShared = isRunning(input.stage);
    const socket = (isShared ? this.#socket : undefined) ?? new FuzzSocket(this.#port);
    const hello = isShared ? this.#hello : handshakeTo(input.stage);
    const indices = isShared ? [...this.#indices, input.index] : [input.index];
    if (input.silenceMs > 0) {
      if (isShared) this.#forget();
      await this.#room.enter(async () => {
        await this.#meetOn(socket, input, hello, indices);
        socket.destroy();
      });
      return;
    }
    const outcome = await this.#meetOn(socket, input, hello, indices);
    if (!isShared) socket.destroy();
    else if (socket.isClosed) this.#forget();
    else await this.#keep(socket, outcome, indices);
  }

  /** Leaves in order. */
  async end(): Promise<void> {
    const socket = this.#socket;
    this.#forget();
    if (socket !== undefined) await goodbye(socket);
  }

  async #meetOn(
    socket: FuzzSocket,
    input: Input,
    hello: Buffer,
    indices: readonly number[],
  ): Promise<Outcome> {
    const outcome = await meet(socket, input, hello);
    this.#met(input, outcome, indices);
    return outcome;
  }

  async #keep(socket: FuzzSocket, outcome: Outcome, indices: number[]): Promise<void> {
    this.#socket = socket;
    this.#indices = indices;
    this.#hello = Buffer.concat(
      outcome.closedChannels.map((channel) => methodFrame(channel, "channel.close-ok")),
    );
    if (indices.length >= INPUTS_A_CONNECTION) await this.end();
  }

  #forget(): void {
    this.#socket = undefined;
    this.#indices = [];
    this.#hello = HELLO;
  }
}

const GOODBYE_MS = 20_000;

async function goodbye(socket: FuzzSocket): Promise<void> {
  socket.hangUp(GOODBYE);
  if (!(await socket.settled(Infinity, GOODBYE_MS))) socket.destroy();
}
