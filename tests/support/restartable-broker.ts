import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrokerProcess } from "#broker";
import { embeddedRelease } from "./conformance-broker.ts";
import { startRabbitmq } from "../../scripts/steps/rabbitmq-node.mjs";

/** A broker of the test's own that keeps what is durable. */
export interface RestartableBroker {
  readonly url: string;
  readonly dataDir: string;
  /** In good order (SIGTERM, for RabbitMQ), or with SIGKILL. Resolves when it is back on the same port. */
  readonly restart: (how: { readonly kill: boolean }) => Promise<void>;
  /** Of the process that answers on its port. */
  readonly pid: () => Promise<number>;
  readonly end: () => Promise<void>;
}

const program = {
  path: join(import.meta.dirname, "../../broker/main.ts"),
  execArgv: ["--import", "tsx"],
};

/** RabbitMQ when this run is about one (`AMQP_URL` is set), else the embedded broker in a process of its own. */
export async function restartableBroker(): Promise<RestartableBroker> {
  if (process.env["AMQP_URL"]) {
    const { url, folder, pid, restart, stop } = await startRabbitmq();
    return {
      url,
      dataDir: folder,
      restart,
      pid: () => Promise.resolve(pid() ?? NaN),
      end: () => {
        stop();
        return Promise.resolve();
      },
    };
  }
  const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-broker-"));
  const broker = await startBrokerProcess({
    program,
    dataDir,
    release: embeddedRelease(),
  });
  return {
    url: broker.url,
    dataDir,
    restart: (how) => broker.restart(how),
    pid: async () => (await broker.pid()) ?? NaN,
    end: async () => {
      await broker.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
