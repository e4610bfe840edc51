import { createServer, type AddressInfo, type Socket } from "node:net";
import type { ConnectionSession } from "#broker/session/connection/connection-session.ts";
import type { Origin } from "#broker/session/connection/gate.ts";
import { isLoopbackAddress } from "./loopback.ts";
import { SocketDriver } from "./socket-driver.ts";
import { Strangers } from "./strangers.ts";

/** Heartbeats and deadlines are looked at this often. */
const TICK_MS = 250;
/** How long clients have to take our goodbye when the broker closes. */
const GOODBYE_MS = 1_000;
/** Some 28 kB each while idle. */
const MAX_CONNECTIONS = 10_000;
const MAX_STRANGERS = 500;

export interface Serving {
  readonly open: (origin: Origin, wake: () => void) => ConnectionSession;
}

export interface RunningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
  /** Ends as if the process had been killed: connections are reset, nobody is told. */
  readonly kill: () => Promise<void>;
}

/** Listens on `host`:`port` and drives a session per socket. Rejects with Node's error when it can't. */
export async function serve(host: string, port: number, { open }: Serving): Promise<RunningServer> {
  const drivers = new Set<SocketDriver>();
  const strangers = new Strangers(MAX_STRANGERS);
  const server = createServer({ noDelay: true }, (socket) => {
    const driver = new SocketDriver(
      socket,
      (wake) => open(originOf(socket), wake),
      () => {
        drivers.delete(driver);
        strangers.remove(driver);
      },
    );
    drivers.add(driver);
    strangers.add(driver);
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const ticking = setInterval(() => {
    for (const driver of drivers) driver.tick();
  }, TICK_MS);

  const closed = () =>
    new Promise<void>((resolve) => {
      clearInterval(ticking);
      server.close(() => {
        resolve();
      });
    });

  return {
    port: (server.address() as AddressInfo).port,
    kill: async () => {
      const gone = closed();
      for (const driver of drivers) driver.destroy();
      await gone;
    },
    close: async () => {
      const gone = closed();
      for (const driver of drivers) driver.shutDown();
      const impatience = setTimeout(() => {
        for (const driver of drivers) driver.destroy();
      }, GOODBYE_MS);
      await gone;
      clearTimeout(impatience);
    },
  };
}

function originOf({ remoteAddress = "", localAddress = "" }: Socket): Origin {
  const isLoopback = [remoteAddress, localAddress].every(isLoopbackAddress);
  return { address: remoteAddress, isLoopback };
}
