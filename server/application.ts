import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { RunId } from "#shared/run-log/run-event.ts";
import { restartCommand } from "./broker/restart-command.ts";
import { BrokerHouse, type BrokerHouseDeps } from "./broker/broker-house.ts";
import type { BrokerSource } from "./broker/broker-source.ts";
import type { Config } from "./config.ts";
import { createGateway } from "./gateway/gateway.ts";
import { isAllowedHost, isSameOrigin } from "./http/allowed-origin.ts";
import { hostTokenOf } from "./http/host-cookie.ts";
import { hostTokens } from "./http/host-token.ts";
import { createHttpServer } from "./http/http-server.ts";
import { isOperator } from "./http/operator.ts";
import type { Pages, PagesOptions } from "./http/next-pages.ts";
import { createRequestHandler } from "./http/request-handler.ts";
import { senderOf } from "./http/sender.ts";
import { LabRegistry } from "./labs/lab-registry.ts";
import type { LabStore } from "./labs/lab-store.ts";
import { PackedCache } from "./labs/packed-cache.ts";
import { AddressLimit } from "./limits/address-limit.ts";
import { GuessLimit } from "./limits/guess-limit.ts";
import { ADDRESS_RATES } from "./limits/rates.ts";
import type { Rights } from "#shared/protocol/rights.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";

/** What the application needs of the world; `main.ts` supplies the real ones. */
export interface ApplicationPorts {
  readonly wall: WallClock;
  readonly startEmbedded: BrokerHouseDeps["startEmbedded"];
  readonly loadPages: (options: PagesOptions) => Promise<Pages>;
  readonly newLabId: () => LabId;
  readonly newRunId: () => RunId;
  /** What an operator shows who does not sit at this machine. */
  readonly operatorToken: string;
  readonly store: LabStore;
  readonly rights: Rights;
  readonly onDefect: (error: unknown) => void;
  readonly dev: boolean;
}

export interface Application {
  /** What a lab begins with. */
  readonly broker: BrokerSource;
  /** Rejects with Node's error when it cannot listen. */
  readonly listen: () => Promise<{ readonly url: string; readonly port: number }>;
  /** Ends every run, leaves nothing on the broker. */
  readonly close: () => Promise<void>;
}

/** Packed logs, checkpoints and plans kept for who asks next: those of all labs together. */
const PACKED_BYTES = 32 * 1024 * 1024;

/** Puts all parts together; nothing is listening or connected before `listen`. */
export function createApplication(config: Config, ports: ApplicationPorts): Application {
  const { wall, dev } = ports;
  const nowMs = () => wall.nowMs();
  const http = createHttpServer();
  const sender = senderOf(config.TRUST_PROXY);
  const tokens = hostTokens();
  const operator = {
    token: ports.operatorToken,
    behindProxy: config.BEHIND_PROXY || config.TRUST_PROXY.length > 0,
  };
  const command = config.BROKER_RESTART_COMMAND;
  const brokers = new BrokerHouse(
    {
      amqpUrl: config.AMQP_URL,
      restartExternal: command === null ? null : restartCommand(command),
      maxLabBrokers: config.MAX_LAB_BROKERS,
    },
    { wall, startEmbedded: ports.startEmbedded },
  );
  const labs = new LabRegistry(
    { maxLabs: config.MAX_LABS, idleMs: config.LAB_IDLE_MINUTES * 60_000 },
    {
      wall,
      brokers,
      packed: new PackedCache(PACKED_BYTES),
      store: ports.store,
      newLabId: ports.newLabId,
      newRunId: ports.newRunId,
    },
  );
  const ownHosts = new Set([config.HOST.toLowerCase(), ...config.ALLOWED_HOSTS]);
  const gateway = createGateway(
    http,
    {
      labs,
      wall,
      mayConnect: (request) => {
        const { host } = sender(request);
        return isAllowedHost(host, ownHosts) && isSameOrigin(request.headers, host);
      },
      rights: ports.rights,
      hostTokenOf: (request) => hostTokenOf(request, tokens),
      isOperator: (request) => isOperator(request, operator),
      addressOf: (request) => sender(request).address,
      guesses: new GuessLimit(nowMs),
      refusedCommands: new AddressLimit(ADDRESS_RATES.refusedCommands, nowMs),
      onDefect: ports.onDefect,
    },
    { dev },
  );
  let pages: Pages | null = null;

  return {
    broker: brokers.main,
    async listen() {
      const { HOST: hostname, PORT: port } = config;
      [pages] = await Promise.all([
        ports.loadPages({ http, hostname, port, dev }),
        brokers.start(),
      ]);
      // Before engine.io's: its refusals carry the security headers, too.
      http.prependListener(
        "request",
        createRequestHandler({
          ownHosts,
          senderOf: sender,
          hostTokens: tokens,
          operatorToken: ports.operatorToken,
          openLab: (token) => labs.open(token),
          labsMade: new AddressLimit(ADDRESS_RATES.labsMade, nowMs),
          wrongTokens: new AddressLimit(ADDRESS_RATES.wrongTokens, nowMs),
          brokerState: () => brokers.main.status.state,
          page: pages.handle,
          dev,
        }),
      );
      return { port: await listenOn(http, hostname, port), url: urlOf(http) };
    },
    async close() {
      await labs.close();
      await gateway.close();
      http.closeAllConnections();
      await pages?.close();
      await brokers.close();
    },
  };
}

async function listenOn(http: Server, host: string, port: number): Promise<number> {
  http.listen(port, host);
  await once(http, "listening");
  return addressOf(http).port;
}

/** Where a browser on this machine finds it. */
function urlOf(http: Server): string {
  const { address, port } = addressOf(http);
  if (address === "0.0.0.0" || address === "::") return `http://localhost:${port}`;
  return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
}

function addressOf(http: Server): AddressInfo {
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("Not listening");
  return address;
}
