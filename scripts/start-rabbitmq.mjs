// A RabbitMQ of our own: `node scripts/start-rabbitmq.mjs --release 4.0` runs one until Ctrl-C and prints its URL.
import { parseArgs } from "node:util";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";
import { rabbitmqRelease } from "./steps/rabbitmq-releases.mjs";
import { say, StepFailed } from "./steps/run-step.mjs";

exitOnSignals();
try {
  const options = { release: { type: "string", default: rabbitmqRelease() } };
  const { release } = parseArgs({ options }).values;
  const { url, version } = await startRabbitmq(release);
  say(`RabbitMQ ${version}\nAMQP_URL=${url}\nCtrl-C ends it and removes what it wrote.`);
} catch (error) {
  say(error instanceof StepFailed ? error.message : error.stack);
  process.exit(1);
}
