import type { Release } from "#broker/core/release.ts";

const BYTES = 8;
/** Behind AMQP, the protocol's number and its major version. */
const REVISION_AT = 6;
const amqp091 = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1);
/** What clients of AMQP 0-9 sent; RabbitMQ takes it for 0-9-1. */
const alsoAccepted = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 1, 1, 0, 9);

/** The eight octets a client opens with, however they are cut. */
export class ProtocolHeader {
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
    const accepted = [amqp091, alsoAccepted].some((header) =>
      header.every((octet, i) => octet === this.#received[i]),
    );
    return { verdict: accepted ? "accepted" : "refused", rest };
  }

  /** What a client that was refused is told in place of an answer: a later 0-9 than ours is brought back to it. */
  offer({ protocolOffered: octets }: Release): Uint8Array {
    const isLater = amqp091.every((octet, i) => {
      const received = this.#received[i] ?? 0;
      return i < REVISION_AT ? received === octet : i > REVISION_AT || received >= octet;
    });
    return isLater ? amqp091 : Uint8Array.of(...amqp091.subarray(0, 4), ...octets);
  }
}
