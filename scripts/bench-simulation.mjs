// How many events a second a simulated run has, built as for a page: private fields as they are.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "bench-simulation-"));
const outfile = join(folder, "bench.mjs");
await build({
  entryPoints: [join(root, "tests/bench/simulation.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});
const { simulationRates } = await import(pathToFileURL(outfile).href);
const millions = (rate) => (rate / 1e6).toFixed(2);
console.log("20,000 tasks, 4 workers, million events a second of processor time:");
for (const { prefetch, measured, logged } of simulationRates()) {
  console.log(
    `prefetch ${prefetch}: ${millions(measured)} into metrics, ${millions(logged)} as a log`,
  );
}
rmSync(folder, { recursive: true, force: true });
