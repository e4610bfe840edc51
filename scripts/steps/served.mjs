import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Starts the application with `command` in `cwd` and waits for the address it prints.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function serve(command, args, { cwd, env = {} }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, PORT: "0", AMQP_URL: "", BROKER_DATA: "none", ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true, // npm and what it starts are ended together
  });
  const end = () => {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended already.
    }
  };
  process.on("exit", end);
  const exit = once(child, "exit");
  let output = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    output += chunk;
    const url = /http:\/\/[\w.:-]+/.exec(output)?.[0];
    if (!url) continue;
    child.stdout.on("data", () => undefined);
    return {
      url,
      stop: async () => {
        end();
        await exit;
      },
    };
  }
  throw new Error(`It ended before it was ready:\n${output}`);
}
