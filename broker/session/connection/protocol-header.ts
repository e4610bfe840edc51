const BYTES = 8;
const ours = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1);
/** What clients of AMQP 0-9 sent; RabbitMQ takes it for 0-9-1. */
const alsoAccepted = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 1, 1, 0, 9);

/** The eight octets a client opens with, however they are cut. */
export class ProtocolHeader {
  static readonly ours = ours;
  readonly #received: number[] = [];

  /** @returns the verdict, and what of `chunk` comes after the header. */
  push(chunk: Uint8Array): {
    readonly verdict: "incomplete" | "accepted" | "refused";
    readonly rest: Uint8Array;
  } {
    const taken = Math.min(BYTES - this.#received.length, chunk.length);
    this.#received.push(...chunk.subarray(0, taken));
    const rest = chunk.subarray(taken);
    if (this.#received.length < BYTES) return { verdict: "incomplete", rest };
    const accepted = [ours, alsoAccepted].some((header) =>
      header.every((octet, i) => octet === this.#received[i]),
    );
    return { verdict: accepted ? "accepted" : "refused", rest };
  }
}
