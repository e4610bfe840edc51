import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beamPid, startRabbitmq } from "../rabbitmq-node.mjs";

/**
 * Bundles the broker as `npm run build` does.
 * @returns its program, and a way to load its door ("index") or the benchmark of its core ("core")
 */
export async function bundleBroker(root) {
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: "broker/main.ts",
      index: "broker/index.ts",
      core: "tests/bench/dispatch-core.ts",
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
  return {
    program: { path: join(folder, "main.mjs"), execArgv: [] },
    load: (name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href),
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
  const name = "RabbitMQ";
  const url = process.env.AMQP_URL;
  if (url) return { name, url, pid: undefined, stop: () => undefined };
  const { stop, env, ...node } = await startRabbitmq();
  return { name, url: node.url, pid: beamPid(env.RABBITMQ_PID_FILE), stop };
}
