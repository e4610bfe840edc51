import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly, say, secondsSince } from "./run-step.mjs";

/**
 * Why the installed packages are not those of package-lock.json, or `null` when they are.
 * npm keeps its own record of what it installed; an interrupted install leaves none.
 * @param {{ dev: boolean }} need whether the packages for development must be there too
 */
export function installProblem(root, { dev }) {
  const recordPath = join(root, "node_modules/.package-lock.json");
  if (!existsSync(recordPath)) return "packages are not installed yet";
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(recordPath, "utf8")).packages;
  for (const [path, { version, optional, devOptional, dev: onlyDev }] of Object.entries(wanted)) {
    if (path === "" || ((onlyDev || devOptional) && !dev)) continue;
    if (installed[path]?.version === version) continue;
    if (optional && !installed[path]) continue; // for another platform
    return `${path.replace(/^.*node_modules\//, "")} ${version} is not installed`;
  }
  return null;
}

/** Installs exactly what package-lock.json says, if that isn't there already. */
export async function ensureInstalled(root, need) {
  const problem = installProblem(root, need);
  if (!problem) return;
  say(`Installing: ${problem}. This takes about a minute …`);
  const startedMs = performance.now();
  await runQuietly({
    ...npm(["ci", "--include=dev", "--no-audit", "--no-fund"]),
    cwd: root,
    remedy:
      "Check the network and that this folder is writable, then try again. " +
      "`npm ci` alone shows the whole output.",
  });
  say(`Installed in ${secondsSince(startedMs)}.`);
}

/** The npm that started us, or the one on the PATH. */
export function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js")) return { command: process.execPath, args: [cli, ...args] };
  return { command: "npm", args };
}
