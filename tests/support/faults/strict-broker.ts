import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

const QUEUE_DECLARE = Buffer.from([0, 50, 0, 10]);
const DURABLE = 0b10;

/** RabbitMQ 4.3's words, shortened. */
export const TRANSIENT_REFUSED =
  "INTERNAL_ERROR - Feature `transient_nonexcl_queues` is deprecated. By default, this feature is not permitted anymore.";

/**
 * The broker at `url` as RabbitMQ 4.3 would be: it answers the declaration of a queue that is not
 * durable by closing the connection with 541.
 */
export async function strictBroker(url: string): Promise<{ url: string; close: () => void }> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(Number(port), hostname);
    for (const socket of [client, broker]) {
      sockets.add(socket.setNoDelay(true).on("error", () => socket.destroy()));
    }
    client.on("close", () => broker.destroy());
    broker.on("close", () => client.destroy());
    broker.on("data", (bytes) => client.write(bytes));
    client.on("data", (bytes: Buffer) => {
      if (declaresTransient(bytes)) client.write(closeFrame(541, TRANSIENT_REFUSED));
      else broker.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `amqp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** After class and method: two reserved octets, the queue's name, then the flags. */
function declaresTransient(bytes: Buffer): boolean {
  const at = bytes.indexOf(QUEUE_DECLARE);
  if (at === -1) return false;
  const nameLength = bytes[at + 6] ?? 0;
  return ((bytes[at + 7 + nameLength] ?? 0) & DURABLE) === 0;
}

function closeFrame(code: number, text: string): Buffer {
  const payload = Buffer.concat([
    Buffer.from([0, 10, 0, 50, code >> 8, code & 0xff, text.length]),
    Buffer.from(text, "latin1"),
    QUEUE_DECLARE,
  ]);
  const head = Buffer.from([1, 0, 0, 0, 0, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload, Buffer.from([0xce])]);
}
