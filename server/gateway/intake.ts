import { TokenBucket, type Rate } from "../limits/token-bucket.ts";

/** What engine.io's connections are, as far as this goes. */
interface Connection {
  readonly on: (event: "packet", listener: (packet: Packet) => void) => unknown;
  readonly close: (discard?: boolean) => unknown;
}

interface Packet {
  type: string;
  readonly data?: unknown;
}

export interface IntakeRates {
  /** One that sends more is ended. */
  readonly bytes: Rate;
  /** What comes faster is left unread. */
  readonly packets: Rate;
}

/** Keeps a connection to its rates before what it sends is read as anything, which is most of the work. */
export function limitIntake(connection: Connection, rates: IntakeRates, nowMs: () => number): void {
  const bytes = new TokenBucket(rates.bytes, nowMs);
  const packets = new TokenBucket(rates.packets, nowMs);
  // Told before engine.io and socket.io look at it.
  connection.on("packet", (packet) => {
    const { type, data } = packet;
    if (type !== "message") return;
    const length = typeof data === "string" || data instanceof Uint8Array ? data.length : 0;
    const isWithin = bytes.take(length);
    if (!isWithin) connection.close(true);
    if (!isWithin || !packets.take()) packet.type = "noop";
  });
}
