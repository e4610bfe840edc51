import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { BrokerEventListener } from "#broker/core/broker-events.ts";
import type { Asked } from "#broker/core/tap.ts";
import type { QueueCounts } from "#broker/core/virtual-host.ts";
import type { BrokerNotice } from "#broker/notice.ts";
import type { BrokerSettings } from "#broker/settings.ts";
import { CHILD_FLAG, errorFrom, type FromBroker, type ToBroker } from "./messages.ts";

export interface Program {
  /** broker/main.ts, or what it was bundled into. */
  readonly path: string;
  /** Node's own options for it; those of this process unless set. */
  readonly execArgv?: readonly string[];
}

const STOP_TIMEOUT_MS = 10_000;

/** One life of a broker's process. */
export class BrokerChild {
  readonly url: string;
  readonly port: number;
  /** Resolves when it has ended, with how: "exit code 1", "SIGKILL". */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  readonly #counting = new Map<number, (counts: QueueCounts | undefined) => void>();
  #asked = 0;
  #listener: BrokerEventListener | undefined;

  /** Rejects with the broker's error when it can't start. */
  static async start(
    program: Program,
    settings: BrokerSettings,
    onNotice: (notice: BrokerNotice) => void,
  ): Promise<BrokerChild> {
    const child = fork(program.path, [CHILD_FLAG], {
      execArgv: [...(program.execArgv ?? process.execArgv)],
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const ended = once(child, "exit").then(([code, signal]) =>
      typeof signal === "string" ? signal : `exit code ${String(code)}`,
    );
    const answered = new Promise<FromBroker>((resolve) => {
      child.on("message", (message: FromBroker) => {
        if (message.type === "noticed") onNotice(message.notice);
        else resolve(message);
      });
    });
    tell(child, { type: "start", settings });
    const answer = await Promise.race([answered, ended]);
    if (typeof answer === "string") throw new Error(`the broker's process ended: ${answer}`);
    if (answer.type === "started") return new BrokerChild(child, answer, ended);
    child.disconnect();
    await ended;
    throw answer.type === "failed" ? errorFrom(answer.failure) : new Error(answer.type);
  }

  private constructor(
    child: ChildProcess,
    { url, port }: { readonly url: string; readonly port: number },
    ended: Promise<string>,
  ) {
    this.#process = child;
    this.url = url;
    this.port = port;
    this.ended = ended;
    child.on("message", (message: FromBroker) => {
      if (message.type === "events") for (const event of message.events) this.#listener?.(event);
      if (message.type !== "counted") return;
      this.#counting.get(message.id)?.(message.counts);
      this.#counting.delete(message.id);
    });
    void ended.then(() => {
      for (const answer of this.#counting.values()) answer(undefined);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** @returns undefined when there is no such queue, or no broker any more. */
  counts(queue: string): Promise<QueueCounts | undefined> {
    if (!this.#process.connected) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const id = ++this.#asked;
      this.#counting.set(id, resolve);
      tell(this.#process, { type: "count", id, queue });
    });
  }

  /** @param listener told of those of the broker's events that are asked for from now on; undefined for nobody. */
  listen(listener: BrokerEventListener | undefined, asked: Asked): void {
    this.#listener = listener;
    if (!this.#process.connected) return;
    const queues = listener === undefined ? [] : asked === "all" ? asked : [...asked];
    tell(this.#process, { type: "listen", queues });
  }

  /** Lets it close in order; one that does not, being stopped, is ended. */
  async stop(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    const tooLong = setTimeout(() => this.#process.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await this.ended;
    clearTimeout(tooLong);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended;
  }
}

function tell(child: ChildProcess, message: ToBroker): void {
  // That it has just ended is noticed by its end.
  child.send(message, () => undefined);
}
