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
  const url = await new Promise((resolve, reject) => {
    let output = "";
    // To the end: a server whose output nobody takes any more dies of its next line.
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
      const [found] = /http:\/\/[\w.:-]+/.exec(output) ?? [];
      if (found) resolve(found);
    });
    child.stdout.on("end", () => reject(new Error(`It ended before it was ready:\n${output}`)));
  });
  return {
    url,
    stop: async () => {
      end();
      await exit;
    },
  };
}
