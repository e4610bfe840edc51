/** What engine.io's connections are, as far as this goes. */
export interface Connection {
  readonly on: ((
    event: "packetCreate",
    listener: (packet: { readonly data?: string | { readonly length: number } }) => void,
  ) => unknown) &
    ((event: "flush" | "close", listener: () => void) => unknown);
  readonly transport: { readonly on: (event: "drain", listener: () => void) => unknown };
  readonly close: (discard?: boolean) => unknown;
}

/**
 * What waits in this process's memory for one connection's other end to read it. Ends a connection whose other end does
 * not read; what is large passes if not too much waits before it.
 */
export class Outbox {
  /** Bytes of all that was put in, handed to the transport, and taken by the operating system. */
  #queued = 0;
  #handed = 0;
  #written = 0;
  #isClosed = false;
  #marks: { readonly at: number; readonly passed: () => void }[] = [];

  constructor(connection: Connection, maxBytes: number) {
    connection.on("packetCreate", ({ data }) => {
      if (this.waitingBytes > maxBytes) connection.close(true);
      else this.#queued += data?.length ?? 0;
    });
    connection.on("flush", () => {
      this.#handed = this.#queued;
    });
    // All that was handed over is with the operating system, which takes no more until the other end has read.
    connection.transport.on("drain", () => {
      this.#written = this.#handed;
      this.#pass();
    });
    connection.on("close", () => {
      this.#isClosed = true;
      this.#pass();
    });
  }

  get waitingBytes(): number {
    return this.#queued - this.#written;
  }

  get queuedBytes(): number {
    return this.#queued;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Told once what is in it now is written, or never will be. */
  whenWritten(passed: () => void): void {
    this.#marks.push({ at: this.#queued, passed });
    if (this.waitingBytes === 0 || this.#isClosed) this.#pass();
  }

  #pass(): void {
    const isPassed = ({ at }: { readonly at: number }) => this.#isClosed || at <= this.#written;
    const passed = this.#marks.filter(isPassed);
    this.#marks = this.#marks.filter((mark) => !isPassed(mark));
    for (const mark of passed) mark.passed();
  }
}
