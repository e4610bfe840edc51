import { join } from "node:path";
import { buildProblem } from "./build-stamp.mjs";
import { runQuietly, say, secondsSince } from "./run-step.mjs";

/** Builds, unless the build that is there fits the source. */
export async function ensureBuilt(root) {
  const problem = buildProblem(root);
  if (!problem) return;
  say(`Building: ${problem}. This takes about half a minute …`);
  const startedMs = performance.now();
  await runQuietly({
    command: process.execPath,
    args: [join(root, "scripts/build.mjs")],
    cwd: root,
    remedy: "The source does not build as it stands. `npm run check` says more.",
  });
  say(`Built in ${secondsSince(startedMs)}.`);
}
