import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { onTestFinished } from "vitest";

/** A program under way: what it printed so far, line by line, and how to end it. */
export interface Program {
  readonly pid: number;
  readonly lines: readonly string[];
  readonly stderr: () => string;
  /** It has done what it had to do, and waits. Linux knows; elsewhere it is taken for granted. */
  readonly isAsleep: () => boolean;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
  /** Its exit code, once it ends by itself. */
  readonly exit: Promise<number | null>;
}

/** Starts a program; it does not outlive the test. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: "pipe" });
  const lines: string[] = [];
  let rest = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const exit = once(child, "close").then(() => {
    if (rest !== "") lines.push(rest);
    return child.exitCode;
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    pid: child.pid ?? NaN,
    lines,
    stderr: () => stderr,
    exit,
    isAsleep: () => {
      const status = `/proc/${child.pid}/status`;
      return !existsSync(status) || /^State:\s+S/m.test(readFileSync(status, "utf8"));
    },
    end: async (signal) => {
      child.kill(signal);
      await exit;
    },
  };
}

/** Runs a program to its end. @throws with its stderr when it fails. */
export async function runProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const program = startProgram(command, args, env);
  const code = await program.exit;
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${program.stderr()}`);
  return program.lines;
}
