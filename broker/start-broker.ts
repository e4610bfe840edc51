import type { BrokerEventListener } from "./core/broker-events.ts";
import { MemoryGauge } from "./core/memory-gauge.ts";
import { releaseNamed } from "./core/release.ts";
import { Tap } from "./core/tap.ts";
import { routerFor } from "./core/exchange/router-for.ts";
import { VirtualHost, type QueueCounts } from "./core/virtual-host.ts";
import { AlarmClock } from "./net/alarm-clock.ts";
import { defaultWatermarkBytes } from "./net/default-watermark.ts";
import { hashedPasswords } from "./net/hashed-passwords.ts";
import { isLoopbackHost } from "./net/loopback.ts";
import { newId } from "./net/new-id.ts";
import { serve } from "./net/serve.ts";
import { ResourceAlarms } from "./session/connection/resource-alarms.ts";
import { dispatch } from "./session/dispatch.ts";
import { ConnectionSession } from "./session/connection/connection-session.ts";
import { Gate, onlyGuest } from "./session/connection/gate.ts";
import { handleConnectionMethod } from "./session/methods/connection.ts";
import { reheaded } from "./session/channel/reheaded.ts";
import { serverProperties } from "./session/connection/server-properties.ts";
import { Unfinished } from "./session/channel/unfinished.ts";
import type { BrokerNotice } from "./notice.ts";
import type { BrokerSettings } from "./settings.ts";
import { openStore } from "./store/store.ts";
import { storedForm } from "./stored-form.ts";
import { readProperties, type Content } from "./wire/content.ts";

export interface BrokerOptions extends BrokerSettings {
  /** Given errors of our own making, after the connection they hit was closed with 541. Thrown unless set. */
  readonly onDefect?: (error: unknown) => void;
  /** Told what whoever runs it should know. */
  readonly onNotice?: (notice: BrokerNotice) => void;
}

export interface Broker {
  /** amqp://guest:guest@host:port, or with the first of its users. */
  readonly url: string;
  readonly port: number;
  /** Where it keeps what is durable; undefined when it keeps nothing. */
  readonly dataDir: string | undefined;
  /** Tells every client (320 CONNECTION_FORCED), closes, and resolves when nothing is left open. */
  readonly close: () => Promise<void>;
  /**
   * Ends and starts again on the same port, with what `dataDir` kept. `kill`: as after kill -9, connections
   * are reset and nothing more is written. Rejects once the broker was closed.
   */
  readonly restart: (how?: { readonly kill?: boolean }) => Promise<void>;
  /** What the queue holds this moment; undefined when there is no such queue. */
  readonly queueCounts: (name: string) => QueueCounts | undefined;
  /** What happens to its messages and consumers; costs nothing while nobody listens. */
  readonly events: Pick<Tap, "listen">;
}

/**
 * Starts an AMQP 0-9-1 broker in this process. What it speaks is in docs/spec/amqp.md.
 * Rejects when others could reach it and `users` are missing, with Node's error (EADDRINUSE, EACCES, …) when it can't listen, with a StoreError when it can't use `dataDir`.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { host = "127.0.0.1", port = 0, users } = options;
  if (!isLoopbackHost(host) && (users === undefined || users.size === 0)) {
    throw new Error(
      `Listening on ${host} lets other machines in, so users are needed: set \`users\`, or listen on 127.0.0.1.`,
    );
  }
  const gate = new Gate(users === undefined ? onlyGuest : await hashedPasswords(users), () =>
    performance.now(),
  );
  let life = await live(options, port, gate);
  let listener: BrokerEventListener | undefined;
  const broker = {
    url: `amqp://${credentialsOf(users)}@${host.includes(":") ? `[${host}]` : host}:${life.port}`,
    port: life.port,
  };
  const inTurn = oneAtATime();
  let isClosed = false;
  return {
    ...broker,
    dataDir: options.dataDir,
    close: () => {
      isClosed = true;
      return inTurn(() => life.close());
    },
    restart: async ({ kill = false } = {}) => {
      if (isClosed) throw new Error("The broker is closed.");
      await inTurn(async () => {
        await (kill ? life.kill() : life.close());
        life = await live(options, broker.port, gate);
        life.virtualHost.events = listener;
      });
    },
    queueCounts: (name) => life.virtualHost.counts(name),
    events: new Tap((tell) => {
      listener = tell;
      life.virtualHost.events = tell;
    }),
  };
}

/** Each begins when the one before has ended, well or not. */
function oneAtATime(): (task: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (task) => (last = last.then(task, task));
}

interface Life {
  readonly port: number;
  readonly virtualHost: VirtualHost<Content>;
  readonly close: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

/** From one start to the next. */
async function live(
  {
    host = "127.0.0.1",
    product = "Dispatch Lab",
    version = "0.0.0",
    release,
    dataDir,
    durability,
    memoryWatermarkBytes = defaultWatermarkBytes(),
    consumerTimeoutMs,
    onDefect = rethrow,
    onNotice = () => undefined,
  }: BrokerOptions,
  port: number,
  gate: Gate,
): Promise<Life> {
  const now = () => performance.timeOrigin + performance.now();
  const alarms = new ResourceAlarms();
  const unfinished = new Unfinished(memoryWatermarkBytes);
  const memory = new MemoryGauge(memoryWatermarkBytes, (isLow) => {
    alarms.set("memory", isLow);
  });
  const alarmClock = new AlarmClock(now, () => {
    virtualHost.tick();
  });
  const virtualHost = new VirtualHost<Content>("/", {
    routerFor,
    release: release && releaseNamed(release),
    now,
    newId,
    consumerTimeoutMs,
    propertiesOf: ({ header }) => readProperties(header),
    reheaded,
    wakeAt: (atMs) => {
      alarmClock.set(atMs);
    },
    memory,
  });
  const store =
    dataDir === undefined
      ? undefined
      : await openStore({
          directory: dataDir,
          durability,
          codec: storedForm,
          deferral: virtualHost.release.unawaited,
          onDefect,
          onAlarm: (trouble) => {
            alarms.set("disk", trouble !== undefined);
            const directory = dataDir;
            onNotice(
              trouble === undefined
                ? { type: "disk-works", directory }
                : { type: "disk-fails", directory, ...trouble },
            );
          },
        });
  if (store !== undefined) virtualHost.restore(store.recovered, store.journal);
  if (store?.cutOff !== undefined) onNotice({ type: "cut-off", ...store.cutOff });
  const properties = serverProperties(
    virtualHost.release,
    { product, version },
    `Node.js ${process.versions.node}`,
  );

  const server = await serve(host, port, {
    open: (origin, wake) =>
      new ConnectionSession({
        host: virtualHost,
        serverProperties: properties,
        logIn: (credentials, then) => {
          gate.logIn(credentials, origin, then);
        },
        alarms,
        unfinished,
        now: () => performance.now(),
        wake,
        handleConnectionMethod,
        dispatch,
        onDefect,
      }),
  }).catch(async (error: unknown) => {
    alarmClock.stop();
    await store?.close(virtualHost.stop());
    throw error;
  });

  return {
    port: server.port,
    virtualHost,
    close: async () => {
      await server.close();
      alarmClock.stop();
      await store?.close(virtualHost.stop());
    },
    kill: async () => {
      const abandoned = store?.abandon();
      await server.kill();
      alarmClock.stop();
      await abandoned;
    },
  };
}

function credentialsOf(users: ReadonlyMap<string, string> | undefined): string {
  const [[user, password] = ["guest", "guest"]] = users ?? [];
  return `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
}

function rethrow(error: unknown): never {
  throw error;
}
