import { afterAll } from "vitest";
import type { Application } from "#server/application.ts";
import type { LabStore } from "#server/labs/lab-store.ts";
import { RIGHTS, type Rights } from "#shared/protocol/rights.ts";
import { labApplication, type OwnBroker } from "./lab-application.ts";
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

/** {@link labApplication}, listening. Ends with the test file unless closed before. */
export async function startLabServer(
  settings: Record<string, string> = {},
  embedded: OwnBroker = {},
  rights: Rights = RIGHTS,
): Promise<LabServer> {
  const { application, operatorToken, store, defects } = labApplication(settings, embedded, rights);
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
