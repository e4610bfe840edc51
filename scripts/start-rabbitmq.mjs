// A RabbitMQ of our own: `node scripts/start-rabbitmq.mjs` runs one until Ctrl-C and prints its URL.
import { fileURLToPath } from "node:url";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  exitOnSignals();
  const node = await startRabbitmq();
  process.stdout.write(`AMQP_URL=${node.url}\nCtrl-C ends it and removes what it wrote.\n`);
}
