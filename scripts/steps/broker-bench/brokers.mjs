import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startRabbitmq } from "../rabbitmq-node.mjs";

/**
 * Bundles the broker as `npm run build` does.
 * @returns its program, where the others are ("index" its door, "core", "tapped", "pool"), and how they are loaded
 */
export async function bundleBroker(root) {
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const path = (name) => join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: "broker/main.ts",
      index: "broker/index.ts",
      core: "tests/bench/dispatch-core.ts",
      tapped: "tests/bench/tapped-broker.ts",
      pool: "tests/bench/pool.ts",
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // amqplib is bundled, and asks for Node's modules as CommonJS does.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  return {
    path,
    program: { path: path("main"), execArgv: [] },
    load: (name) => import(pathToFileURL(path(name)).href),
  };
}

/**
 * Starts the embedded broker in a process of its own.
 * @param {{ dataDir?: string }} [settings]
 */
export async function startEmbedded({ program, load }, settings = {}) {
  const { startBrokerProcess } = await load("index");
  const broker = await startBrokerProcess({ program, ...settings });
  return {
    name: "embedded",
    url: broker.url,
    events: broker.events,
    pid: await broker.pid(),
    stop: () => broker.close(),
  };
}

/** The RabbitMQ that AMQP_URL names, else one of our own. */
export async function startRabbit() {
  const given = process.env.AMQP_URL;
  if (given) return { name: "RabbitMQ", url: given, pid: undefined, stop: () => undefined };
  const { url, version, pid, stop } = await startRabbitmq();
  return { name: `RabbitMQ ${version}`, url, pid: pid(), stop };
}
