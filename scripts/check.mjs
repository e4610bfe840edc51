// `npm run check:static`: all that is checked without running a test, two at a time. With --build, the build beside it.
import { join } from "node:path";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { inPool } from "./steps/in-pool.mjs";
import { npm } from "./steps/install.mjs";
import { runToEnd, say, secondsSince } from "./steps/run-step.mjs";

const root = join(import.meta.dirname, "..");
const AT_ONCE = 2;

// Longest first. The build writes types of its own: the compiler has read what there is by then.
const SCRIPTS = ["lint", "typecheck", "build", "format:check", "deps", "dead"];
const isAsked = (script) => script !== "build" || process.argv.includes("--build");

exitOnSignals();

const codes = await inPool(AT_ONCE, SCRIPTS.filter(isAsked), async (script) => {
  const startedMs = performance.now();
  const output = [];
  const { code } = await runToEnd({
    ...npm(["run", "--silent", script]),
    cwd: root,
    onOutput: (text) => output.push(text),
  });
  if (code !== 0) say(`\n${output.join("").trimEnd()}\n`);
  say(`${script}: ${code === 0 ? "ok" : "FAILED"}, in ${secondsSince(startedMs)}`);
  return code;
});
process.exit(codes.some((code) => code !== 0) ? 1 : 0);
