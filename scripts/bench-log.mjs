// What an event of a log costs to fold, what a look back at any moment does, and what joining a long run: in Node, and in
// Chromium.
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "esbuild";

const TASKS = [1_000, 10_000, 100_000];
/** The aims are for so many events, in the browser. */
const AIM = { tasks: 10_000, events: 100_000 };
const JOINED_TASKS = 20_000;

const root = join(import.meta.dirname, "..");
const { outputFiles } = await build({
  stdin: {
    contents: 'export * from "./fold-log.ts"; export * from "./join-run.ts";',
    resolveDir: join(root, "tests/bench"),
  },
  bundle: true,
  write: false,
  format: "iife",
  globalName: "bench",
  // Older ones turn private members into maps.
  target: "es2022",
});
const bundle = outputFiles[0].text;
const { foldLog, joinRun } = new Function(`${bundle}; return bench;`)();

console.log("   tasks × 2     events  fold ms  µs/event: whole   by 64  by one  seek p50  p95 ms");
for (const tasks of TASKS) print("Node", tasks, foldLog(tasks));
print("Node", AIM.tasks, foldLog(AIM.tasks, AIM.events));

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: `${bundle}; globalThis.bench = bench;` });
  const figures = await page.evaluate(
    ({ tasks, events }) => globalThis.bench.foldLog(tasks, events),
    AIM,
  );
  print("Chromium", AIM.tasks, figures);

  console.log(
    "\n   tasks × 2     events  checkpoint kB  tail kB  encode ms  parse, decode, first fold ms",
  );
  printJoin("Node", joinRun(JOINED_TASKS));
  printJoin(
    "Chromium",
    await page.evaluate((tasks) => globalThis.bench.joinRun(tasks), JOINED_TASKS),
  );
} finally {
  await browser.close();
}

function print(where, tasks, figures) {
  const { events, foldMs, batchUs, oneByOneUs, seekP50Ms, seekP95Ms } = figures;
  console.log(
    [
      String(tasks).padStart(12),
      String(events).padStart(10),
      foldMs.toFixed(0).padStart(8),
      ((1000 * foldMs) / events).toFixed(2).padStart(16),
      batchUs.toFixed(2).padStart(7),
      oneByOneUs.toFixed(2).padStart(7),
      seekP50Ms.toFixed(1).padStart(9),
      seekP95Ms.toFixed(1).padStart(7),
      ` ${where}`,
    ].join(" "),
  );
}

function printJoin(where, { events, bytes, tailBytes, encodeMs, openMs }) {
  console.log(
    [
      String(JOINED_TASKS).padStart(12),
      String(events).padStart(10),
      (bytes / 1000).toFixed(0).padStart(14),
      (tailBytes / 1000).toFixed(0).padStart(8),
      encodeMs.toFixed(0).padStart(10),
      openMs.toFixed(0).padStart(29),
      ` ${where}`,
    ].join(" "),
  );
}
