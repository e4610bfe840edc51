// Malformed inputs by the million against the embedded broker in a process of its own, while well-behaved clients use
// it: `npm run fuzz:broker -- --inputs 1000000 --seed 1`. A million take about twelve minutes.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const child = spawn(
  process.execPath,
  ["--import", "tsx", join(root, "tests/fuzz/main.ts"), ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
// The broker ends with the child, whatever ends us.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    child.kill(signal);
    process.exitCode = 128 + constants.signals[signal];
  });
child.on("exit", (code) => process.exit(code ?? process.exitCode ?? 1));
