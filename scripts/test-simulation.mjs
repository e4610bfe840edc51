// Random scenarios on a broker and in the simulation: 200 on the embedded one, 50 on a RabbitMQ of our own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";

exitOnSignals();

const root = join(import.meta.dirname, "..");
const args = [
  join(root, "node_modules/vitest/vitest.mjs"),
  ...["run", "--project", "conformance", "tests/conformance/simulation.test.ts"],
];

async function compare(scenarios, url) {
  const env = { ...process.env, SIMULATIONS: String(scenarios), AMQP_URL: url };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code !== 0) process.exit(code ?? 1);
}

await compare(200, "");
const { url } = await startRabbitmq();
await compare(50, url);
process.exit(0);
