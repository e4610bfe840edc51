// The same random scripts on the embedded broker and on a RabbitMQ of our own, unless --a and --b name others:
// `npm run test:differential -- --scripts 300 --seed 1`. 300 scripts take about a minute.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { startRabbitmq } from "./steps/rabbitmq-node.mjs";

exitOnSignals();

const root = join(import.meta.dirname, "..");
const args = process.argv.slice(2);
if (!args.includes("--b")) args.push("--b", (await startRabbitmq()).url);
const child = spawn(
  process.execPath,
  [
    join(root, "node_modules/tsx/dist/cli.mjs"),
    join(root, "tests/conformance/differential/main.ts"),
    ...args,
  ],
  { cwd: root, stdio: "inherit" },
);
child.on("exit", (code) => process.exit(code ?? 1));
