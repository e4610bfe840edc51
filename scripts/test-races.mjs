// Two hundred random races with kills and restarts, and nobody else at the broker: each ends, adds up, and tells of no stranger.
// `npm run test:races`, on the embedded broker; `-- --rabbitmq 4.3` on a RabbitMQ of its own, of that release. Some minutes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";

exitOnSignals();

const root = join(import.meta.dirname, "..");
const at = process.argv.indexOf("--rabbitmq");
const node = at === -1 ? null : await startRabbitmq(process.argv[at + 1]);
const args = [
  join(root, "node_modules/vitest/vitest.mjs"),
  ...["run", "--project", "integration", "tests/integration/random-races.test.ts"],
];
const env = {
  ...process.env,
  RANDOM_RACES: process.env.RANDOM_RACES ?? "200",
  AMQP_URL: node?.url ?? "",
};
const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
const [code] = await once(child, "exit");
node?.stop();
process.exit(code ?? 1);
