import { spawn } from "node:child_process";
import { constants } from "node:os";

const SHOWN_LINES = 40;

/** A step that could not be done: what, why, and what to do about it. */
export class StepFailed extends Error {}

/** One line of progress, as every step writes it. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Seconds since `startedMs`, as `3.2 s`. */
export function secondsSince(startedMs) {
  return `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs a command to its end and keeps its output to itself unless it fails.
 * @param {{ command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, remedy: string }} step
 * @throws {StepFailed} with the end of the output and the remedy
 */
export async function runQuietly({ command, args, cwd, env, remedy }) {
  const output = [];
  const result = await runToEnd({ command, args, cwd, env, onOutput: (text) => output.push(text) });
  if (result.code === 0) return;
  const lines = output.join("").trimEnd().split("\n").slice(-SHOWN_LINES);
  throw new StepFailed(
    `${lines.join("\n")}\n\nFailed: ${[command, ...args].join(" ")} (${result.reason}).\n${remedy}`,
  );
}

/**
 * Runs a command to its end. A signal sent to us meanwhile is passed on to it, and obeyed when it has ended.
 * @returns {Promise<{ code: number, reason: string }>}
 */
export function runToEnd({ command, args, cwd, env = process.env, onOutput }) {
  return new Promise((resolve) => {
    const stdio = onOutput ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(command, args, { cwd, env, stdio });
    let asked = null;
    const passOn = (signal) => {
      asked = signal;
      child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.prependListener(signal, passOn);
    const end = (result) => {
      for (const signal of signals) process.off(signal, passOn);
      if (asked) process.exit(128 + constants.signals[asked]);
      resolve(result);
    };
    child.stdout?.setEncoding("utf8").on("data", onOutput);
    child.stderr?.setEncoding("utf8").on("data", onOutput);
    child.on("error", (error) => end({ code: 127, reason: error.message }));
    child.on("close", (code, signal) =>
      end({ code: code ?? 1, reason: signal ? `stopped by ${signal}` : `exit code ${code}` }),
    );
  });
}
