import { ConnectionError } from "#broker/amqp-error.ts";

/**
 * What clients have sent and not finished: bodies still arriving and transactions not committed, over all
 * connections. Nobody else can make it less, so it is limited apart from what queues hold.
 */
export class Unfinished {
  readonly #limitBytes: number;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws ConnectionError 506 when it is too much; then nothing was added. */
  add(bytes: number): void {
    if (this.#bytes + bytes > this.#limitBytes) {
      throw new ConnectionError(
        506,
        `messages and transactions that are not complete hold more than ${this.#limitBytes} bytes`,
      );
    }
    this.#bytes += bytes;
  }

  remove(bytes: number): void {
    this.#bytes -= bytes;
  }
}
