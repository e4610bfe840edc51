import { afterAll } from "vitest";
import { startBroker } from "#broker";
import { createApplication, type Application } from "#server/application.ts";
import type { EmbeddedBroker } from "#server/broker/broker-source.ts";
import { readConfig } from "#server/config.ts";
import { newLabId, newRunId, newToken } from "#server/ids.ts";
import { memoryLabStore, type LabStore } from "#server/labs/lab-store.ts";
import { RIGHTS, type Rights } from "#shared/protocol/rights.ts";
import { systemClock } from "#server/wall-clock.ts";
import { LabClient, type Host } from "./lab-client.ts";

export interface LabServer {
  readonly application: Application;
  readonly operatorToken: string;
  readonly store: LabStore;
  readonly url: string;
  /** Opens a lab as a browser would; `host` is a browser that has opened one before. */
  readonly openLab: (host?: Host) => Promise<Host>;
  /** A browser's connection that has joined no lab yet. */
  readonly connect: (host?: Host) => Promise<LabClient>;
  /** A browser's connection to `labId`, joined. Without `host`, a stranger's. */
  readonly join: (labId: string, host?: Host) => Promise<LabClient>;
  /** Errors of our own the server met. */
  readonly defects: readonly unknown[];
  readonly close: () => Promise<void>;
}

/**
 * The whole application but its pages, on a free port, on the broker `AMQP_URL` names or else
 * its own. Nobody is its operator for sitting at this machine, or every stranger would be. Ends with the test file unless closed before.
 *
 * @param embedded where its own broker keeps what survives a restart, nothing does otherwise; or a
 *   broker to take for its own.
 */
export async function startLabServer(
  settings: Record<string, string> = {},
  embedded: { readonly dataDir?: string } | { readonly broker: EmbeddedBroker } = {},
  rights: Rights = RIGHTS,
): Promise<LabServer> {
  const operatorToken = newToken();
  const store = memoryLabStore();
  const config = readConfig({
    PORT: "0",
    AMQP_URL: process.env["AMQP_URL"],
    BEHIND_PROXY: "yes",
    ...settings,
  });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const defects: unknown[] = [];
  const application = createApplication(config.value, {
    wall: systemClock,
    startEmbedded: () =>
      "broker" in embedded
        ? Promise.resolve(embedded.broker)
        : startBroker({ port: config.value.BROKER_PORT, ...embedded }),
    loadPages: () =>
      Promise.resolve({
        handle: (_request, response) => {
          response.writeHead(404).end("no pages here");
        },
        close: () => Promise.resolve(),
      }),
    newLabId,
    newRunId,
    newHostToken: newToken,
    operatorToken,
    store,
    rights,
    onDefect: (error) => defects.push(error),
    dev: false,
  });
  const { url } = await application.listen();
  const clients: LabClient[] = [];
  let closing: Promise<void> | null = null;
  const close = () => {
    for (const client of clients) client.leave();
    return (closing ??= application.close());
  };
  afterAll(close);

  const connect = async (host?: Host) => {
    const client = new LabClient(url, host?.cookie);
    clients.push(client);
    await client.connected();
    return client;
  };

  return {
    application,
    operatorToken,
    store,
    url,
    defects,
    close,
    openLab: async (host) => {
      const headers = host ? { cookie: host.cookie } : undefined;
      const response = await fetch(`${url}/labs`, { method: "POST", ...(headers && { headers }) });
      const { labId } = (await response.json()) as { labId: string };
      const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? host?.cookie ?? "";
      return { labId, cookie };
    },
    connect,
    join: async (labId, host) => {
      const client = await connect(host);
      await client.join(labId);
      return client;
    },
  };
}
