// A hundred random races through random silences of broker and server, 1 to 30 s each: `npm run test:silence`, on the embedded
// broker; `-- --rabbitmq` on a RabbitMQ of its own. Six minutes; no queue, consumer or connection may be left after them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";

exitOnSignals();

const root = join(import.meta.dirname, "..");
const onRabbitmq = process.argv.includes("--rabbitmq");
const args = [
  join(root, "node_modules/vitest/vitest.mjs"),
  ...["run", "--project", "integration", "tests/integration/silent-races.test.ts"],
];
// The test starts a broker of its own; whose kind, the variable says.
const env = {
  ...process.env,
  SILENT_RACES: process.env.SILENT_RACES ?? "100",
  AMQP_URL: onRabbitmq ? "amqp://127.0.0.1:1" : "",
};
const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
const [code] = await once(child, "exit");
process.exit(code ?? 1);
