import type { Socket } from "node:net";
import type { ConnectionSession } from "#broker/session/connection/connection-session.ts";

/** A peer that lets this much wait unread is not read from until it catches up. */
const PAUSE_BYTES = 4 * 1024 * 1024;
/** A peer that was told goodbye and has not closed its end by then is cut off. */
const LINGER_MS = 5_000;
/** Between two writes that are not to be one: so much as a log takes to be written, that a client reads them as two. */
const MOMENT_MS = 1;

/**
 * Joins one socket to its session. One write at a time: what is said meanwhile waits and goes out
 * together, so a burst costs one system call.
 */
export class SocketDriver {
  readonly #socket: Socket;
  readonly #session: ConnectionSession;
  #flushing = false;
  readonly #goOn = (): void => {
    this.#flushing = false;
    this.#flush();
  };
  #scheduled = false;

  constructor(socket: Socket, open: (wake: () => void) => ConnectionSession, onGone: () => void) {
    this.#socket = socket;
    this.#session = open(() => {
      this.#schedule();
    });
    socket.on("data", (chunk) => {
      this.#session.receive(chunk);
      this.#regulate();
    });
    // A reset by the peer is how clients die; "close" follows and says all there is to say.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#session.lost();
      onGone();
    });
  }

  /** Through the handshake. */
  get isKnown(): boolean {
    return this.#session.isOpen;
  }

  tick(): void {
    this.#session.tick();
  }

  /** Tells the client that the broker stops, then closes. */
  shutDown(): void {
    this.#session.shutDown();
  }

  destroy(): void {
    this.#socket.resetAndDestroy();
  }

  #schedule(): void {
    if (this.#scheduled || this.#flushing) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  /** Reads while it is listened to and takes what it is told. */
  #regulate(): void {
    const { isListening, output } = this.#session;
    const wanted = isListening && output.pendingBytes <= PAUSE_BYTES;
    if (wanted === !this.#socket.isPaused()) return;
    if (wanted) this.#socket.resume();
    else this.#socket.pause();
  }

  #flush(): void {
    if (this.#flushing || this.#socket.destroyed) return;
    this.#session.proceed();
    this.#regulate();
    if (this.#session.output.pendingBytes > 0) this.#write();
    else this.#finish();
  }

  #write(): void {
    const { chunks, isPart, sent } = this.#session.takeOutput();
    this.#flushing = true;
    this.#socket.cork();
    chunks.forEach((chunk, i) => {
      if (i < chunks.length - 1) this.#socket.write(chunk);
      else {
        this.#socket.write(chunk, () => {
          // The next turn of the loop, so that another consumer's request can come in between.
          setImmediate(sent);
          if (isPart) setTimeout(this.#goOn, MOMENT_MS);
          else this.#goOn();
        });
      }
    });
    this.#socket.uncork();
  }

  #finish(): void {
    if (this.#session.ending === "end") {
      this.#socket.end();
      this.#socket.setTimeout(LINGER_MS, () => this.#socket.destroy());
    }
    if (this.#session.ending === "reset") this.#socket.resetAndDestroy();
  }
}
