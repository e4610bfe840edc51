import { join } from "node:path";
import { expect } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { runProgram, startProgram, type Program } from "#tests/support/programs/program.ts";
import { pikaPython } from "#tests/support/tools.ts";
import type { Ask, Attempt, Seen, TutorialClient } from "../tutorial-client.ts";

const BATCH = 10;
const DOT_SECONDS = "0.1";

/** The tutorials' own programs: pika's BlockingConnection, and SelectConnection for confirms. */
export const pika: TutorialClient = {
  send: async (url, queue, texts) => {
    for (const text of texts) await run("send.py", url, queue, text);
  },

  receive: async (url, queue) => received(await start("worker.py", url, queue)),

  newTasks: async (url, queue, tasks) => {
    await run("new_task.py", url, queue, ...tasks);
  },

  work: async (url, queue) => received(await start("fair_worker.py", url, queue)),

  emitLogs: async (url, { name, type }, logs) => {
    await run("emit_log.py", url, name, type, ...logs.map(({ key, text }) => `${key}:${text}`));
  },

  receiveLogs: async (url, { name, type }, keys) => {
    const program = await start("receive_logs.py", url, name, type, ...keys);
    return () => program.lines.slice(1).map((line) => line.replace(/^ \[x\] /, ""));
  },

  serveFibonacci: async (url, queue) => {
    await start("rpc_server.py", url, queue);
  },

  askFibonacci: {
    "a queue of its own": ask(""),
    "direct reply-to": ask("amq.rabbitmq.reply-to"),
  },

  publishConfirmed: {
    "one by one": async (url, queue, texts) => {
      await run("publish_each.py", url, queue, ...texts);
    },
    "in batches": async (url, queue, texts) => {
      await run("publish_async.py", url, queue, String(BATCH), ...texts);
    },
    "as they come": async (url, queue, texts) => {
      await run("publish_async.py", url, queue, String(texts.length), ...texts);
    },
  },

  refused: {
    connect: attempt("connect"),
    declarePassively: attempt("declarePassively"),
    declareDurable: attempt("declareDurable"),
    ackUnknown: attempt("ackUnknown"),
    publishMandatory: attempt("publishMandatory"),
  },
};

/** Runs one of the programs beside this file to its end. @throws with its stderr when it fails. */
export function run(name: string, ...args: string[]): Promise<readonly string[]> {
  return runProgram(pikaPython ?? "python3", [join(import.meta.dirname, name), ...args]);
}

/** Starts one of the programs beside this file and waits for its first line. */
export async function start(name: string, ...args: string[]): Promise<Program> {
  const program = startProgram(
    pikaPython ?? "python3",
    [join(import.meta.dirname, name), ...args],
    { DOT_SECONDS },
  );
  await eventually(() => {
    expect(program.lines.length, program.stderr()).toBeGreaterThan(0);
  });
  return program;
}

function received(program: Program): Seen {
  return () =>
    program.lines.flatMap((line) => {
      if (line === " [x] Cancelled by the broker") return "cancelled";
      const [, text, again = ""] = /^ \[x\] Received '(.*)'( again)?$/.exec(line) ?? [];
      return text === undefined ? [] : text + again;
    });
}

function ask(replyTo: string): Ask {
  return async (url, queue, numbers) =>
    (await run("rpc_client.py", url, queue, replyTo, ...numbers.map(String))).map(Number);
}

function attempt(name: Attempt) {
  return async (url: string, queue: string) =>
    (await run("refused.py", url, name, queue)).join("\n");
}
