// Finish of the default race at 1× against theory: 24 s and 15 s. Takes half a minute; AMQP_URL is respected.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "..");
const args = ["--preset", "odd-heavy", "--speed", "1", "--json"];
const { stdout } = await promisify(execFile)(process.execPath, [
  "--import",
  "tsx",
  join(root, "cli/main.ts"),
  "race",
  ...args,
]);
const { broker, arms } = JSON.parse(stdout);
const THEORY_MS = { A: 24_000, B: 15_000 };
console.log(`${broker.kind} ${broker.product} ${broker.version}`);
for (const { id, finishMs } of arms) {
  const off = finishMs / THEORY_MS[id] - 1;
  console.log(
    `${id}: ${(finishMs / 1000).toFixed(3)} s, theory ${THEORY_MS[id] / 1000} s, ${(100 * off).toFixed(2)} % off`,
  );
}
