import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startRabbitmq } from "../../../scripts/steps/rabbitmq-node.mjs";
import { restartableBroker } from "#tests/support/restartable-broker.ts";
import { startLabServer, type LabServer } from "./lab-server.ts";

/**
 * The application on a broker of its own that it may restart, and that keeps what is durable: a RabbitMQ by a command when
 * this run is about one (`AMQP_URL` is set), else the embedded broker. Ends with the test file.
 */
export async function startRestartingServer(): Promise<LabServer> {
  if (process.env["AMQP_URL"]) {
    const { url, restartCommand, stop } = await startRabbitmq();
    const settings = { AMQP_URL: url, BROKER_RESTART_COMMAND: restartCommand };
    return endingWith(await startLabServer(settings), stop);
  }
  const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-broker-"));
  return endingWith(await startLabServer({}, { dataDir }), () =>
    rm(dataDir, { recursive: true, force: true }),
  );
}

/**
 * The same, killed by its process: RabbitMQ's own command restarts it in good order whatever it is asked, and what loses
 * nothing shows nothing of a kill.
 */
export async function startKilledServer(): Promise<LabServer> {
  if (!process.env["AMQP_URL"]) return startRestartingServer();
  const broker = await restartableBroker();
  const close = () => broker.end();
  return startLabServer({ AMQP_URL: "" }, { broker: { ...broker, close } });
}

function endingWith(server: LabServer, end: () => void | Promise<void>): LabServer {
  afterAll(async () => {
    await server.close();
    await end();
  }, 30_000);
  return server;
}
