import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBroker, type ReleaseName } from "#broker";
import { createApplication, type Application } from "#server/application.ts";
import type { EmbeddedBroker } from "#server/broker/broker-source.ts";
import { readConfig } from "#server/config.ts";
import { newLabId, newRunId, newToken } from "#server/ids.ts";
import { memoryLabStore, type LabStore } from "#server/labs/lab-store.ts";
import { systemClock } from "#server/wall-clock.ts";
import { RIGHTS, type Rights } from "#shared/protocol/rights.ts";

export interface LabApplication {
  readonly application: Application;
  readonly operatorToken: string;
  readonly store: LabStore;
  /** Errors of our own it met. */
  readonly defects: readonly unknown[];
}

/** Where its own broker keeps what survives a restart, nothing does otherwise; or a broker to take for its own. */
export type OwnBroker = { readonly dataDir?: string } | { readonly broker: EmbeddedBroker };

/**
 * The whole application but its pages, for a free port, on the broker `AMQP_URL` names or else
 * its own. Nobody is its operator for sitting at this machine, or every stranger would be.
 */
export function labApplication(
  settings: Readonly<Record<string, string>> = {},
  embedded: OwnBroker = {},
  rights: Rights = RIGHTS,
): LabApplication {
  const operatorToken = newToken();
  const store = memoryLabStore();
  const config = readConfig({
    PORT: "0",
    AMQP_URL: process.env["AMQP_URL"],
    BROKER_RELEASE: process.env["BROKER_RELEASE"],
    BEHIND_PROXY: "yes",
    ...settings,
  });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const defects: unknown[] = [];
  const application = createApplication(config.value, {
    wall: systemClock,
    startEmbedded: (whose, onNotice) => {
      const { BROKER_PORT: port, BROKER_RELEASE: release } = config.value;
      if (whose === "own") return startOwnBroker(release);
      return "broker" in embedded
        ? Promise.resolve(embedded.broker)
        : startBroker({ port, release, onNotice, ...embedded });
    },
    loadPages: () =>
      Promise.resolve({
        handle: (_request, response) => {
          response.writeHead(404).end("no pages here");
        },
        close: () => Promise.resolve(),
      }),
    newLabId,
    newRunId,
    operatorToken,
    store,
    rights,
    onDefect: (error) => defects.push(error),
    dev: false,
  });
  return { application, operatorToken, store, defects };
}

/** A lab's own broker, which keeps what is durable until it is closed. */
async function startOwnBroker(release: ReleaseName): Promise<EmbeddedBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-own-"));
  const broker = await startBroker({ release, dataDir });
  return {
    url: broker.url,
    dataDir,
    events: broker.events,
    restart: (how) => broker.restart(how),
    close: async () => {
      await broker.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
