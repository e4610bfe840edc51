import { TokenBucket, type Rate } from "../limits/token-bucket.ts";

/** What engine.io's connections are, as far as this goes. */
interface Connection {
  readonly on: (event: "packet", listener: (packet: { data?: unknown }) => void) => unknown;
  readonly close: (discard?: boolean) => unknown;
}

/** No packet of socket.io's: what takes it for one ends the connection. */
const NONSENSE = "x";

/** Ends a connection that sends more bytes than its rate, before they are read as anything. */
export function limitIntake(connection: Connection, rate: Rate, nowMs: () => number): void {
  const bytes = new TokenBucket(rate, nowMs);
  // Told before socket.io is, which reads what it finds in the packet.
  connection.on("packet", (packet) => {
    const { data } = packet;
    const length = typeof data === "string" || data instanceof Uint8Array ? data.length : 0;
    if (bytes.take(length)) return;
    packet.data = NONSENSE;
    connection.close(true);
  });
}
