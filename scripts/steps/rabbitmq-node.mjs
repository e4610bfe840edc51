import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { findRabbitmq, rabbitmqRelease } from "./rabbitmq-releases.mjs";
import { hireUndertaker } from "./undertaker.mjs";

const READY_TIMEOUT_MS = 90_000;

/**
 * Starts a RabbitMQ node that shares nothing with any other on this machine: own home and cookie, own
 * ports, own epmd, loopback only. It dies with this process, however that ends.
 * @param {string} [release] as in `RABBITMQ_RELEASES`
 * @returns {Promise<{
 *   url: string,
 *   version: string,
 *   folder: string,
 *   pid: () => number | undefined,
 *   restartCommand: string,
 *   ctl: (...args: string[]) => Promise<void>,
 *   restart: (how?: { kill?: boolean }) => Promise<void>,
 *   stop: () => void,
 * }>} `folder` is where it keeps everything; `restartCommand` is for a shell, and restarts the broker in the node's process in good order; `ctl` is rabbitmqctl; `restart` ends the
 *   process, in good order or with SIGKILL, and starts it again on the same data and port
 * @throws when there is no such RabbitMQ here or it does not come up; says what the node wrote
 */
export async function startRabbitmq(release = rabbitmqRelease()) {
  const { version, command } = await findRabbitmq(release);
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-rabbitmq-"));
  const [amqpPort, distPort, epmdPort, ctlPort] = await freePorts(4);
  const env = nodeEnvironment({ folder, amqpPort, distPort, epmdPort, ctlPort });
  for (const name of ["home", "mnesia", "log"]) mkdirSync(join(folder, name));

  // In the foreground, so that it is our child: one the node starts itself would outlive it.
  const [program, ...args] = command("epmd");
  args.push("-port", String(epmdPort), "-address", "127.0.0.1");
  const epmd = spawn(program, args, { env, stdio: "ignore" });
  let epmdProblem = null;
  epmd.on("error", (error) => (epmdProblem = `epmd: ${error.message}`));
  let server = spawnServer(command, env);
  const dismissUndertaker = hireUndertaker(folder, epmd.pid === undefined ? [] : [epmd.pid]);
  const stop = () => {
    process.off("exit", stop);
    server.kill("SIGKILL");
    killQuietly(epmd.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    dismissUndertaker();
  };
  process.on("exit", stop);

  const ready = async () => {
    const why = await server.ready(() => epmdProblem);
    if (why === null) return;
    stop();
    throw new Error(`RabbitMQ did not start (${why}). It wrote:\n${server.output()}`);
  };
  await ready();
  const restart = async ({ kill = false } = {}) => {
    server.kill(kill ? "SIGKILL" : "SIGTERM");
    await server.gone;
    server = spawnServer(command, env);
    await ready();
  };
  const url = `amqp://guest:guest@127.0.0.1:${amqpPort}`;
  return {
    url,
    version,
    folder,
    pid: () => beamPid(env),
    restartCommand: commandLine(command("rabbitmqctl"), env),
    ctl: async (...args) => {
      const [program, ...first] = command("rabbitmqctl");
      await promisify(execFile)(program, [...first, ...args], { env });
    },
    restart,
    stop,
  };
}

function commandLine(command, env) {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const ctl = ["env", "-i", ...settings, ...command].map((word) => `'${word}'`).join(" ");
  return `${ctl} stop_app && ${ctl} start_app`;
}

/** One life of the node's process. */
function spawnServer(command, env) {
  const output = [];
  const [program, ...args] = command("rabbitmq-server");
  const child = spawn(program, args, {
    env,
    detached: true, // its own process group, to be ended whole
    stdio: ["ignore", "pipe", "pipe"],
  });
  let ended = null;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code, signal) => (ended = signal ?? `exit code ${code}`));
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => output.push(text));
  return {
    output: () => output.join(""),
    /** Resolves when it and all it started are gone. */
    gone: new Promise((resolve) => child.on("close", resolve)),
    kill: (signal) => {
      const beam = beamPid(env);
      // Asked to end, the beam ends the rest; killed, it can't.
      const pids = signal === "SIGKILL" ? [-child.pid, beam] : [beam];
      for (const pid of pids) killQuietly(pid, signal);
    },
    /** Why it can't serve, or null when it does. */
    ready: async (otherProblem) => {
      const deadlineMs = performance.now() + READY_TIMEOUT_MS;
      while (!output.join("").includes("Starting broker... completed")) {
        const problem = otherProblem() ?? ended;
        if (problem !== null) return problem;
        if (performance.now() > deadlineMs) return `not ready after ${READY_TIMEOUT_MS / 1000} s`;
        await delay(50);
      }
      return null;
    },
  };
}

function nodeEnvironment({ folder, amqpPort, distPort, epmdPort, ctlPort }) {
  return {
    PATH: `${process.env.PATH}:/usr/sbin:/usr/bin:/sbin:/bin`,
    LANG: "C.UTF-8",
    HOME: join(folder, "home"),
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    RABBITMQ_NODENAME: `lab${amqpPort}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: String(amqpPort),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_CTL_DIST_PORT_MIN: String(ctlPort),
    RABBITMQ_CTL_DIST_PORT_MAX: String(ctlPort),
    RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
    RABBITMQ_LOG_BASE: join(folder, "log"),
    RABBITMQ_PID_FILE: join(folder, "node.pid"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
    RABBITMQ_CONF_ENV_FILE: join(folder, "none"),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1}",
  };
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      return new Promise((resolve, reject) => {
        const server = createServer().on("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** The process of a node, once it runs. */
function beamPid({ RABBITMQ_PID_FILE: path }) {
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
}

function killQuietly(pid, signal = "SIGKILL") {
  if (!pid) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
