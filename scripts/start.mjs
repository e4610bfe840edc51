// Plain JavaScript without dependencies: it runs before anything is installed.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeVersionProblem } from "./steps/node-version.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const problem = nodeVersionProblem(process.versions.node, engines.node);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

process.chdir(root);
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";

const { StepFailed } = await import("./steps/run-step.mjs");
try {
  const { ensureInstalled } = await import("./steps/install.mjs");
  await ensureInstalled(root, { dev: false });
  const { ensureBuilt } = await import("./steps/ensure-built.mjs");
  await ensureBuilt(root);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
// In this very process: signals and exit codes need no passing on.
await import(pathToFileURL(join(root, "dist/server.mjs")).href);
