import { Tap } from "./core/tap.ts";
import { VirtualHost, type QueueCounts } from "./core/virtual-host.ts";
import { newId } from "./net/new-id.ts";
import { serve } from "./net/serve.ts";
import { dispatch } from "./session/dispatch.ts";
import { ConnectionSession } from "./session/connection-session.ts";
import { handleConnectionMethod } from "./session/methods/connection.ts";
import { serverProperties } from "./session/server-properties.ts";
import type { BrokerSettings } from "./settings.ts";
import { readProperties, type Content } from "./wire/content.ts";

export { startBrokerProcess, type BrokerProcess } from "./process/start-broker-process.ts";

export interface BrokerOptions extends BrokerSettings {
  /** Given errors of our own making, after the connection they hit was closed with 541. Thrown unless set. */
  readonly onDefect?: (error: unknown) => void;
}

export type { BrokerEvent, BrokerEventListener, ClientFacts } from "./core/broker-events.ts";
export type { QueueCounts } from "./core/virtual-host.ts";

export interface Broker {
  /** amqp://guest:guest@host:port */
  readonly url: string;
  readonly port: number;
  /** Tells every client (320 CONNECTION_FORCED), closes, and resolves when nothing is left open. */
  readonly close: () => Promise<void>;
  /** What the queue holds this moment; undefined when there is no such queue. */
  readonly queueCounts: (name: string) => QueueCounts | undefined;
  /** What happens to its messages and consumers; costs nothing while nobody listens. */
  readonly events: Pick<Tap, "listen">;
}

const PRODUCT = "Dispatch Lab";
const USERS: ReadonlyMap<string, string> = new Map([["guest", "guest"]]);

/**
 * Starts an AMQP 0-9-1 broker in this process. What it speaks is in docs/spec/amqp.md.
 * Rejects with Node's error (EADDRINUSE, EACCES, …) when it can't listen.
 */
export async function startBroker({
  port = 0,
  host = "127.0.0.1",
  version = "0.0.0",
  onDefect = rethrow,
}: BrokerOptions = {}): Promise<Broker> {
  const virtualHost = new VirtualHost<Content>("/", {
    now: () => performance.now(),
    newId,
    headersOf: ({ header }) => readProperties(header).headers ?? new Map<string, never>(),
  });
  const properties = serverProperties(PRODUCT, version, `Node.js ${process.versions.node}`);

  const server = await serve(host, port, {
    open: (fromLoopback, wake) =>
      new ConnectionSession({
        host: virtualHost,
        serverProperties: properties,
        users: USERS,
        fromLoopback,
        now: () => performance.now(),
        wake,
        handleConnectionMethod,
        dispatch,
        onDefect,
      }),
    onTick: () => {
      virtualHost.tick();
    },
  });

  return {
    url: `amqp://guest:guest@${host.includes(":") ? `[${host}]` : host}:${server.port}`,
    port: server.port,
    close: server.close,
    queueCounts: (name) => virtualHost.counts(name),
    events: new Tap((tell) => {
      virtualHost.events = tell;
    }),
  };
}

function rethrow(error: unknown): never {
  throw error;
}
