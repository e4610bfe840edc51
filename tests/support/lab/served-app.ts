import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
const SERVER = join(ROOT, "dist/server.mjs");
const READY_WITHIN_MS = 60_000;

export interface ServedApp {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts the built application on a free port, as `npm start` would, and waits for its ready line. */
export async function serveApp(
  settings: Readonly<Record<string, string>> = {},
): Promise<ServedApp> {
  if (!existsSync(SERVER)) throw new Error("There is no build: run `npm run build` first.");
  const child = spawn(process.execPath, [SERVER], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ AMQP_URL: "", LANG: "en_US.UTF-8", LC_ALL: "", NODE_ENV: "production", PORT: "0" },
      ...{ BROKER_DATA: "none" },
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => {
      child.kill();
      reject(new Error(`The application ${why}. It wrote: ${output}`));
    };
    const late = setTimeout(fail, READY_WITHIN_MS, "was not ready in time");
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const ready = /http:\/\/\S+/.exec(output)?.[0];
      if (ready === undefined) return;
      clearTimeout(late);
      resolve(ready);
    });
    child.once("exit", (code) => {
      clearTimeout(late);
      fail(`ended with ${String(code)}`);
    });
  });
  return {
    url,
    close: async () => {
      child.kill("SIGTERM");
      await exit;
    },
  };
}
