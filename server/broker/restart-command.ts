import { spawn } from "node:child_process";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { RestartBroker } from "./broker-source.ts";
import type { RestartProblem } from "../runs/run-options.ts";

const TIMEOUT_MS = 120_000;
const LONGEST_REASON = 300;

/**
 * Restarts a broker that is not ours by the command somebody set for it. It may leave a broker running behind it.
 *
 * @param command for the shell; finds `stop` or `kill` in the variable BROKER_RESTART_HOW.
 */
export function restartCommand(command: string, timeoutMs = TIMEOUT_MS): RestartBroker {
  return (kill) =>
    new Promise((resolve) => {
      const child = spawn(command, {
        shell: true,
        env: { ...process.env, BROKER_RESTART_HOW: kill ? "kill" : "stop" },
        stdio: ["ignore", "ignore", "pipe"],
        timeout: timeoutMs,
      });
      let said = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said = (said + text).slice(0, LONGEST_REASON);
      });
      const end = (result: Result<null, RestartProblem>) => {
        // What it started in the background may hold the pipe for ever.
        child.stderr.destroy();
        resolve(result);
      };
      child.on("error", ({ message }) => {
        end(failed(message));
      });
      child.on("exit", (code, signal) => {
        const how = signal ?? `exit code ${code ?? ""}`;
        // Its last words may come a turn later.
        setImmediate(() => {
          end(code === 0 ? ok(null) : failed(said.trim() || how));
        });
      });
    });
}

function failed(reason: string): Result<null, RestartProblem> {
  return fail({ code: "restart-failed", reason });
}
