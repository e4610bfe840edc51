import { CHILD_FLAG } from "./process/messages.ts";
import { runAlone } from "./process/run-alone.ts";
import { serveParent } from "./process/serve-parent.ts";

const args = process.argv.slice(2);
if (args[0] === CHILD_FLAG) serveParent();
else await runAlone(args, process.env["npm_package_version"] ?? "0.0.0");
