// Guests who mean ill, against the built server on loopback: what their attacks cost it and those who share it. Bounded: a
// minute or so, nobody but this machine is asked anything.
import { fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as wait } from "node:timers/promises";
import { ensureBuilt } from "./steps/ensure-built.mjs";
import { LabGuest, openLab } from "./steps/guests-bench/lab-guest.mjs";

const VIEWERS = 500;
const CROWDS = 2;
const GREEDY_MS = 15_000;
const LOG_TASKS = 5_000;
const LABS = 2_000;
const REQUESTS = 2_000;

const root = join(import.meta.dirname, "..");
await ensureBuilt(root);
const server = await startServer();
const rows = [];
try {
  await greedyViewers();
  await class500();
  await guesses();
  await killNextDoor();
  await manyLabs();
  await drip();
  await floodedLog();
} finally {
  server.child.kill("SIGTERM");
}
for (const [attack, aim, figure] of rows) {
  console.log(`${attack.padEnd(74)} ${aim.padEnd(28)} ${figure}`);
}

async function startServer() {
  const child = spawn(process.execPath, [join(root, "dist/server.mjs")], {
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", AMQP_URL: "", PORT: "0", BROKER_PORT: "0", BROKER_DATA: "none" },
      ...{ TRUST_PROXY: "127.0.0.1", MAX_LABS: "100", LANG: "en_US.UTF-8" },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let logBytes = 0;
  child.stderr.on("data", (data) => (logBytes += data.length));
  const url = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      const ready = /http:\/\/[^\s/]+/.exec(output)?.[0];
      if (ready) resolve(ready);
    });
  });
  return { url, child, logBytes: () => logBytes };
}

/** A lab on the server, and its host. `from` is the address it is asked from. */
async function host(from, scenario) {
  const lab = await openLab(server.url, from);
  const guest = await LabGuest.connect(server.url, { from, cookie: lab.cookie });
  const joined = await guest.join(lab.labId);
  if (scenario) await guest.send({ type: "set-scenario", scenario: scenario(joined.scenario) });
  return { lab, guest };
}

/** What `/proc` says the server's process has in memory, MB. */
function rssMb() {
  const status = readFileSync(`/proc/${server.child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function greedyViewers() {
  const { lab, guest } = await host("10.1.0.1", (scenario) => ({
    ...scenario,
    workload: Array.from({ length: LOG_TASKS }, (_, i) => ({ text: `job ${i}`, publishAtMs: i })),
  }));
  await guest.send({ type: "set-speed", speed: 20 });
  await guest.send({ type: "run" });
  await guest.until("closed", 120_000);
  const pings = await LabGuest.connect(server.url, { from: "10.1.0.2" });
  await pings.join(lab.labId);
  await pings.pingMs();
  const restMb = rssMb();
  const crowds = Array.from({ length: CROWDS }, () =>
    fork(join(import.meta.dirname, "steps/guests-bench/greedy-crowd.mjs"), [
      ...[server.url, lab.labId, guest.runId, String(VIEWERS / CROWDS), String(GREEDY_MS)],
    ]),
  );
  const over = Promise.all(
    crowds.map((crowd) => new Promise((resolve) => crowd.once("message", resolve))),
  );
  let isOver = false;
  void over.then(() => (isOver = true));
  const times = [];
  let mostMb = restMb;
  while (!isOver) {
    times.push(await pings.pingMs());
    mostMb = Math.max(mostMb, rssMb());
    await wait(20);
  }
  const answers = (await over).reduce((sum, { served }) => sum + served, 0);
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(0);
  row(
    `${VIEWERS} viewers ask for a log of ${guest.events} events 60 times at once, for 15 s: ping`,
    "p99 ≤ 100 ms",
    `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms of ${times.length}`,
  );
  row("  memory over what it was before (RSS)", "≤ 100 MB", `${(mostMb - restMb).toFixed(0)} MB`);
  row("  pieces of the log they were given", "", String(answers));
  for (const crowd of crowds) crowd.kill();
  for (const one of [pings, guest]) one.leave();
}

async function class500() {
  const { lab, guest } = await host("10.1.1.1");
  const startedMs = performance.now();
  const pupils = await Promise.all(
    Array.from({ length: 500 }, () => LabGuest.connect(server.url, { from: "10.1.1.2" })),
  );
  const joined = await Promise.all(pupils.map((one) => one.join(lab.labId).then(Boolean)));
  const seconds = (performance.now() - startedMs) / 1000;
  row(
    "500 join from one address",
    "500 in 10 s",
    `${joined.filter(Boolean).length} in ${seconds.toFixed(1)} s`,
  );
  for (const one of [...pupils, guest]) one.leave();
}

async function guesses() {
  const guessers = await Promise.all(
    Array.from({ length: 20 }, () => LabGuest.connect(server.url, { from: "10.1.2.1" })),
  );
  let asked = 0;
  let looked = 0;
  const untilMs = performance.now() + 5_000;
  const guess = async (guesser) => {
    while (performance.now() < untilMs && guesser.isConnected) {
      const code = await guesser.tryCode(`WR${String(asked++ % 10_000).padStart(4, "0")}`);
      if (code === "no-such-lab") looked++;
    }
  };
  await Promise.all(
    guessers.map((one) => Promise.all(Array.from({ length: 10 }, () => guess(one)))),
  );
  row(
    "codes guessed by 20 sockets of one address in 5 s, and looked up",
    "",
    `${asked}, ${looked}`,
  );
  for (const one of guessers) one.leave();
}

async function killNextDoor() {
  const [victim, attacker] = [await host("10.1.3.1"), await host("10.1.3.2")];
  await victim.guest.send({ type: "set-speed", speed: 4 });
  await victim.guest.send({ type: "run" });
  await attacker.guest.send({ type: "run" });
  let restarts = 0;
  while (victim.guest.phase !== "closed") {
    const done = await attacker.guest.send({ type: "restart-broker", kill: true });
    if (done.ok) restarts++;
    await wait(50);
  }
  const { done, stops } = victim.guest.tally();
  row(
    `${restarts} kills of the broker by the lab next door: tasks taken from a race of 24`,
    "0",
    `${24 - done}, its broker stopped ${stops} times`,
  );
  for (const { guest } of [victim, attacker]) guest.leave();
}

async function manyLabs() {
  const { lab, guest } = await host("10.1.4.1");
  await guest.send({ type: "run" });
  guest.leave();
  const startedMs = performance.now();
  const made = await Promise.all(
    Array.from({ length: LABS }, () =>
      openLab(server.url, "10.1.4.2").then(
        () => true,
        () => false,
      ),
    ),
  );
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(2);
  const back = await LabGuest.connect(server.url, { from: "10.1.4.3" });
  const isThere = (await back.join(lab.labId)) !== null;
  row(
    `${LABS} labs asked for by one client in ${seconds} s: made; is the running lab there`,
    "",
    `${made.filter(Boolean).length}; ${isThere ? "yes" : "no"}`,
  );
  back.leave();
}

async function drip() {
  const { hostname, port, host: name } = new URL(server.url);
  const startedMs = performance.now();
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.resume();
  socket.write(`POST /labs HTTP/1.1\r\nHost: ${name}\r\nContent-Length: 100000\r\n\r\n`);
  const timer = setInterval(() => socket.write("x"), 500);
  await Promise.race([new Promise((resolve) => socket.once("close", resolve)), wait(60_000)]);
  clearInterval(timer);
  row(
    "a dripped body ends after",
    "≤ 30 s",
    `${((performance.now() - startedMs) / 1000).toFixed(1)} s`,
  );
}

async function floodedLog() {
  const before = server.logBytes();
  const attacks = [
    ["POST", "/", { "next-action": "x" }],
    ["GET", "/_next/image?url=%2Fx.png&w=64&q=75", {}],
    ["GET", "/lab/%E0%A4%A", {}],
    ["GET", "/", { rsc: "1", "next-router-state-tree": "x" }],
  ];
  for (let i = 0; i < REQUESTS; i++) await ask(...attacks[i % attacks.length]);
  await wait(500);
  row(
    `${REQUESTS} requests that Next can't make sense of: written to the log`,
    "",
    `${((server.logBytes() - before) / 1000).toFixed(0)} kB`,
  );
}

/** Follows one redirection, as a browser does. */
function ask(method, path, headers) {
  return new Promise((resolve, reject) => {
    request(new URL(path, server.url), { method, headers }, (response) => {
      response.resume().on("end", () => {
        const { location } = response.headers;
        resolve(location === undefined ? undefined : ask(method, location, headers));
      });
    })
      .on("error", reject)
      .end();
  });
}

function row(...columns) {
  rows.push(columns);
}
