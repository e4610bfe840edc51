import { exec } from "node:child_process";
import { promisify } from "node:util";
import { fail, ok } from "#shared/kernel/result.ts";
import type { RestartBroker } from "./broker-source.ts";

const TIMEOUT_MS = 120_000;
const LONGEST_REASON = 300;

/**
 * Restarts a broker that is not ours by the command somebody set for it.
 *
 * @param command for the shell; finds `stop` or `kill` in the variable BROKER_RESTART_HOW.
 */
export function restartCommand(command: string): RestartBroker {
  return async (kill) => {
    const env = { ...process.env, BROKER_RESTART_HOW: kill ? "kill" : "stop" };
    try {
      await promisify(exec)(command, { env, timeout: TIMEOUT_MS });
      return ok(null);
    } catch (error) {
      const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
      const reason = said || (error instanceof Error ? error.message : String(error));
      return fail({ code: "restart-failed", reason: reason.slice(0, LONGEST_REASON) });
    }
  };
}
