// A page with a big run in it: what joining it takes, and what the page's main thread does while the run goes on at 20×.
// Tasks of that thread are told in its own processor time, which other work on the machine does not lengthen; all else is
// wall time. Needs a build and Chromium. Arguments: tasks and workers of one case, instead of all.
/* global document, requestAnimationFrame */
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { io } from "socket.io-client";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { serve } from "./steps/served.mjs";

exitOnSignals();

const SPEED = 20;
/** Where it is joined, and how long it is watched then: wall time. */
const CASES = [
  { tasks: 20_000, workers: 8, joinAfterMs: 60_000 },
  { tasks: 2_000, workers: 64, joinAfterMs: 5_000, meanS: 25 },
];
const WATCH_MS = 15_000;
/** The opcode of such a frame (RFC 6455). */
const BINARY = 2;
/** Longer is felt. */
const LONG_MS = 100;

const [tasks, workers] = process.argv.slice(2).map(Number);
const cases = CASES.filter((one) => !tasks || (one.tasks === tasks && one.workers === workers));
const root = join(import.meta.dirname, "..");
const [, protocol] = /PROTOCOL_VERSION = (\d+)/.exec(
  readFileSync(join(root, "shared/protocol/events.ts"), "utf8"),
);
const app = await serve(process.execPath, [join(root, "dist/server.mjs")], {
  cwd: root,
  env: { NODE_ENV: "production" },
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  console.log(
    "tasks × 2  workers × 2  first picture ms  cpu ms      kB  task p99 ms  longest ms  over 100 ms  busy %  key → frame p50 ms",
  );
  for (const one of cases) print(one, await measure(one));
} finally {
  await browser.close();
  await app.stop();
}

async function measure({ tasks, workers, joinAfterMs, meanS = 1 }) {
  console.error(`${tasks} tasks: joined after ${joinAfterMs / 1000} s, watched for 25 s`);
  const host = await bigRun(tasks, workers, meanS);
  try {
    await wait(joinAfterMs);
    const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
    await page.context().addCookies([{ name: host.name, value: host.value, url: app.url }]);
    // For what hangs: a busy machine may take long.
    page.setDefaultTimeout(120_000);
    await page.addInitScript(watchPage);
    let bytes = 0;
    const cdp = await page.context().newCDPSession(page);
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    cdp.on("Network.webSocketFrameReceived", ({ response: { opcode, payloadData } }) => {
      // What is binary is told in base64.
      bytes += opcode === BINARY ? (3 / 4) * payloadData.length : payloadData.length;
    });
    await cdp.send("Network.enable");
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(`${app.url}/lab/${host.labId}`);
    const pictureMs = await page
      .waitForFunction(() => globalThis.seen.pictureMs, null, { polling: "raf" })
      .then((handle) => handle.jsonValue());
    const joinBytes = bytes;
    const { metrics } = await cdp.send("Performance.getMetrics");
    const pictureCpuMs = 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
    // Its past loads behind the picture.
    await wait(10_000);
    await page.getByRole("textbox").first().focus();
    await page.evaluate(() => {
      globalThis.seen.keysMs.length = 0;
    });
    await browser.startTracing(page, { categories: ["toplevel"] });
    const startMs = Date.now();
    while (Date.now() < startMs + WATCH_MS) await page.keyboard.type("a", { delay: 100 });
    const watchedMs = Date.now() - startMs;
    const tasksMs = mainThreadTasksMs(JSON.parse(String(await browser.stopTracing())));
    const keysMs = await page.evaluate(() => globalThis.seen.keysMs);
    await page.close();
    return { pictureMs, pictureCpuMs, joinBytes, watchedMs, tasksMs, keysMs };
  } finally {
    host.socket.disconnect();
  }
}

/** Runs in the page before its own scripts. */
function watchPage() {
  const seen = (globalThis.seen = { pictureMs: 0, keysMs: [] });
  document.addEventListener(
    "keydown",
    ({ timeStamp }) => {
      requestAnimationFrame(() =>
        setTimeout(() => seen.keysMs.push(performance.now() - timeStamp)),
      );
    },
    true,
  );
  const look = () => {
    // A frame after it was in the document it has been painted.
    if (document.querySelector(".lane-bar")) {
      requestAnimationFrame(() => (seen.pictureMs = performance.now()));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Processor time of each task of the busiest page's main thread. */
function mainThreadTasksMs({ traceEvents }) {
  const mains = traceEvents.filter(
    ({ name, args }) => name === "thread_name" && args.name === "CrRendererMain",
  );
  const tasks = mains.map(({ pid, tid }) =>
    traceEvents.flatMap((event) =>
      event.pid === pid && event.tid === tid && event.name.endsWith("RunTask") && event.tdur > 0
        ? [event.tdur / 1000]
        : [],
    ),
  );
  return tasks.toSorted((a, b) => sum(b) - sum(a))[0] ?? [];
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** A lab with a run of so many tasks, all published at once. @returns its host's cookie and line */
async function bigRun(tasks, workers, meanS) {
  const answer = await fetch(new URL("/labs", app.url), { method: "POST" });
  const { labId } = await answer.json();
  const [pair] = answer.headers.getSetCookie()[0].split(";");
  const [name, value] = pair.split("=");
  const socket = io(app.url, { transports: ["websocket"], extraHeaders: { cookie: pair } });
  const ask = async (event, request) => {
    const reply = await socket.timeout(120_000).emitWithAck(event, request);
    if (!reply.ok) throw new Error(`${event}: ${JSON.stringify(reply.error)}`);
  };
  const command = (what) => ask("lab:command", { id: `bench.${what.type}`, command: what });
  await ask("lab:join", {
    protocol: Number(protocol),
    labId,
    runId: null,
    afterSeq: 0,
    planVersion: null,
  });
  const crew = Array.from({ length: workers }, (_, i) => ({
    worker: `w${i + 1}`,
    speed: 1,
    joinAtMs: 0,
  }));
  const arm = (arm, prefetch) => ({
    arm,
    workers: crew,
    strategy: {
      prefetch,
      ack: "manual",
      durable: false,
      persistent: false,
      confirms: false,
      queueType: "classic",
    },
  });
  const workload = Array.from({ length: tasks }, (_, i) => {
    const serviceMs = Math.round(1000 * meanS * (0.5 + ((i * 7919) % 1000) / 1000));
    return { text: `t${i}`, serviceMs, publishAtMs: 0 };
  });
  const arms = [arm("A", "unlimited"), arm("B", 1)];
  await command({
    type: "set-scenario",
    scenario: { preset: null, seed: 1, workload, arms, faults: [] },
  });
  await command({ type: "set-speed", speed: SPEED });
  await command({ type: "run" });
  return { labId, name, value, socket };
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function print(
  { tasks, workers },
  { pictureMs, pictureCpuMs, joinBytes, watchedMs, tasksMs, keysMs },
) {
  const byLength = tasksMs.toSorted((a, b) => a - b);
  const keys = keysMs.toSorted((a, b) => a - b);
  console.log(
    [
      String(tasks).padStart(9),
      String(workers).padStart(12),
      pictureMs.toFixed(0).padStart(17),
      pictureCpuMs.toFixed(0).padStart(7),
      (joinBytes / 1000).toFixed(0).padStart(7),
      (byLength[Math.floor(0.99 * byLength.length)] ?? 0).toFixed(0).padStart(12),
      (byLength.at(-1) ?? 0).toFixed(0).padStart(11),
      String(byLength.filter((ms) => ms > LONG_MS).length).padStart(12),
      ((100 * sum(tasksMs)) / watchedMs).toFixed(0).padStart(7),
      (keys[Math.floor(keys.length / 2)] ?? 0).toFixed(0).padStart(19),
    ].join(" "),
  );
}
