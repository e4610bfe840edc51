// Seconds from `git clone` to the page, and of a second start. Takes two minutes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "./steps/served.mjs";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-bench-"));
const seconds = (startedMs) => ((performance.now() - startedMs) / 1000).toFixed(1);

async function startAndOpen(cwd) {
  const app = await serve("npm", ["start"], { cwd });
  const answer = await fetch(app.url);
  if (!answer.ok) throw new Error(`GET / answered ${answer.status}`);
  await answer.text();
  return app;
}

try {
  let startedMs = performance.now();
  execFileSync("git", ["clone", "-q", root, join(folder, "lab")]);
  await (await startAndOpen(join(folder, "lab"))).stop();
  console.log(`clone → page: ${seconds(startedMs)} s`);

  for (const run of [1, 2, 3]) {
    startedMs = performance.now();
    const app = await startAndOpen(join(folder, "lab"));
    console.log(`second start → page, run ${run}: ${seconds(startedMs)} s`);
    await app.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
