// What `npm test` needs beyond npm's packages, and the fonts of its pictures. Needs no packages itself: runs beside `npm ci`.
import { join } from "node:path";
import { exitOnSignals } from "./steps/exit-on-signals.mjs";
import { say } from "./steps/run-step.mjs";
import { releasesOf, suites } from "./steps/suites.mjs";
import { ensureTestTools } from "./steps/test-tools.mjs";

exitOnSignals();
const root = join(import.meta.dirname, "..");
const { missing } = await ensureTestTools(releasesOf(suites(root)));
for (const { name, why } of missing) say(`${name}: ${why}`);
process.exit(missing.length > 0 ? 1 : 0);
