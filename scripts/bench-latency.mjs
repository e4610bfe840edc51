// Event → pixel: from the moment an event happened on the server to the end of the frame that shows it, on
// loopback, over the default race at 1×. Needs a build and Chromium.
/* global MessageChannel, MutationObserver, requestAnimationFrame, document */
import { chromium } from "@playwright/test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { serve } from "./steps/served.mjs";

const root = join(import.meta.dirname, "..");
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
if (!existsSync(executablePath))
  throw new Error(`No browser at ${executablePath}: set CHROMIUM_PATH.`);

/**
 * Runs in the page before its own scripts: for each batch of events, its age on arrival by the server's
 * clock reading, plus the time until the frame that holds the changed DOM has been painted.
 */
function watchFrames() {
  const latencies = (globalThis.latenciesMs = []);
  let waiting = [];
  let changed = [];
  let inFrame = false;

  // What is posted in a frame's callbacks arrives after that frame's paint.
  const afterPaint = new MessageChannel();
  afterPaint.port1.onmessage = () => {
    inFrame = false;
    const nowMs = performance.now();
    for (const { arrivedMs, agesMs } of changed)
      for (const ageMs of agesMs) latencies.push(ageMs + nowMs - arrivedMs);
    changed = [];
  };
  const everyFrame = () => {
    inFrame = true;
    changed.push(...waiting.filter((batch) => batch.inDom));
    waiting = waiting.filter((batch) => !batch.inDom);
    afterPaint.port2.postMessage(null);
    requestAnimationFrame(everyFrame);
  };
  requestAnimationFrame(everyFrame);

  new MutationObserver(() => {
    if (inFrame) changed.push(...waiting.splice(0));
    else for (const batch of waiting) batch.inDom = true;
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        const arrivedMs = performance.now();
        const [name, tick] =
          typeof data === "string" && data.startsWith("42[") ? JSON.parse(data.slice(2)) : [];
        if (name !== "run:tick" || tick.events.length === 0 || tick.clock.rate === 0) return;
        const agesMs = tick.events.map(({ atMs }) => (tick.clock.labMs - atMs) / tick.clock.rate);
        waiting.push({ arrivedMs, agesMs, inDom: false });
      });
    }
  };
}

const app = await serve(process.execPath, [join(root, "dist/server.mjs")], {
  cwd: root,
  env: { NODE_ENV: "production" },
});
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watchFrames);
  await page.goto(app.url);
  await page.waitForURL(/\/lab\//);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("button", { name: "Run again" }).waitFor({ timeout: 60_000 });
  const latencies = (await page.evaluate(() => globalThis.latenciesMs)).sort((a, b) => a - b);
  const rank = (share) => latencies[Math.ceil(share * latencies.length) - 1].toFixed(1);
  console.log(
    `event → pixel over ${latencies.length} events: p50 ${rank(0.5)} ms, p99 ${rank(0.99)} ms`,
  );
} finally {
  await browser.close();
  await app.stop();
}
