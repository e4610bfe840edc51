import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FromProgram, Held, ToProgram } from "./program-messages.ts";

/** Longer than any turn of its event loop may take, on a busy machine. */
const PATIENCE_MS = 60_000;
const PROGRAM = join(import.meta.dirname, "broker-program.ts");

/** The broker under attack: one process that is never started again. */
export class FuzzedBroker {
  readonly port: number;
  readonly url: string;
  /** Errors of its own making, and its death: there must be none. */
  readonly faults: string[] = [];
  readonly #process: ChildProcess;
  readonly #dataDir: string;
  #isClosing = false;

  static async start(): Promise<FuzzedBroker> {
    const dataDir = mkdtempSync(join(tmpdir(), "dispatch-lab-fuzz-"));
    const child = fork(PROGRAM, [], {
      execArgv: ["--import", "tsx", "--expose-gc", "--disable-warning=ExperimentalWarning"],
    });
    tell(child, { type: "start", dataDir });
    const { port, url } = await answer(child, "started");
    return new FuzzedBroker(child, dataDir, { port, url });
  }

  private constructor(
    child: ChildProcess,
    dataDir: string,
    { port, url }: { readonly port: number; readonly url: string },
  ) {
    this.port = port;
    this.url = url;
    this.#process = child;
    this.#dataDir = dataDir;
    child.on("message", (message: FromProgram) => {
      if (message.type === "defect") this.faults.push(`a defect: ${message.text}`);
    });
    child.once("exit", (code, signal) => {
      if (!this.#isClosing) this.faults.push(`the broker died: ${signal ?? `exit code ${code}`}`);
    });
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** @returns undefined when it is dead, or so busy that it has to be killed. */
  async held(): Promise<Held | undefined> {
    tell(this.#process, { type: "measure" });
    try {
      return (await answer(this.#process, "held")).held;
    } catch (error) {
      this.faults.push(String(error));
      this.#process.kill("SIGKILL");
      return undefined;
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.isAlive) {
      const ended = once(this.#process, "exit");
      this.#process.disconnect();
      await Promise.race([ended, wait(PATIENCE_MS, undefined, { ref: false })]);
      this.#process.kill("SIGKILL");
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

function tell(child: ChildProcess, message: ToProgram): void {
  // That it has just died is noticed by its end.
  child.send(message, () => undefined);
}

/** @throws when the process ends instead, or says nothing for a minute. */
function answer<Type extends FromProgram["type"]>(
  child: ChildProcess,
  type: Type,
): Promise<Extract<FromProgram, { type: Type }>> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      child.off("message", heard).off("exit", ended);
    };
    const fail = (why: string): void => {
      done();
      reject(new Error(why));
    };
    const ended = (): void => {
      fail("the broker's process has ended");
    };
    const heard = (message: FromProgram): void => {
      if (message.type !== type) return;
      done();
      resolve(message as Extract<FromProgram, { type: Type }>);
    };
    const timer = setTimeout(() => {
      fail(`hung: the broker's process has said nothing for ${PATIENCE_MS} ms`);
    }, PATIENCE_MS);
    child.on("message", heard).once("exit", ended);
    if (child.exitCode !== null || child.signalCode !== null) ended();
  });
}
