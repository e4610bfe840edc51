import { setTimeout as wait } from "node:timers/promises";
import type { BrokerEventListener } from "#broker/core/broker-events.ts";
import { Tap, type Asked } from "#broker/core/tap.ts";
import type { QueueCounts } from "#broker/core/virtual-host.ts";
import type { BrokerNotice } from "#broker/notice.ts";
import type { BrokerSettings } from "#broker/settings.ts";
import { BrokerChild, type Program } from "./broker-child.ts";

/** One that dies younger than this is given time before it is started again, more each time. */
const SHORT_LIFE_MS = 5_000;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

export interface BrokerProcessOptions extends BrokerSettings {
  readonly program: Program;
  /** Its process ended unasked and is started again; `how` is "SIGKILL", or "exit code 1". */
  readonly onDied?: (how: string) => void;
  /** It could not be started again. It is tried until it can. */
  readonly onStillDown?: (error: unknown) => void;
  /** Told what whoever runs it should know. */
  readonly onNotice?: (notice: BrokerNotice) => void;
}

/**
 * Starts a broker in a child process, and again whenever that dies. It ends when this process does,
 * however that ends. Rejects with the broker's error (EADDRINUSE, …) when it can't start.
 */
export async function startBrokerProcess({
  program,
  onDied = ignore,
  onStillDown = ignore,
  onNotice = ignore,
  ...settings
}: BrokerProcessOptions): Promise<BrokerProcess> {
  const child = await BrokerChild.start(program, settings, onNotice);
  const { port } = child;
  const start = (): Promise<BrokerChild> =>
    BrokerChild.start(program, { ...settings, port }, onNotice);
  return new BrokerProcess(child, { dataDir: settings.dataDir, start, onDied, onStillDown });
}

interface Supervision {
  readonly dataDir: string | undefined;
  readonly start: () => Promise<BrokerChild>;
  readonly onDied: (how: string) => void;
  readonly onStillDown: (error: unknown) => void;
}

/** A broker in a process of its own: one child after the other, at one address. */
export class BrokerProcess {
  readonly url: string;
  readonly port: number;
  /** Where it keeps what is durable; undefined when it keeps nothing. */
  readonly dataDir: string | undefined;
  /** What happens to its messages and consumers; events cross in batches, and only while somebody listens. */
  readonly events: Pick<Tap, "listen"> = new Tap((tell, asked) => {
    this.#listening = { tell, asked };
    void this.#child.then((child) => child?.listen(tell, asked));
  });
  #listening: { readonly tell: BrokerEventListener | undefined; readonly asked: Asked } = {
    tell: undefined,
    asked: "all",
  };
  readonly #supervision: Supervision;
  readonly #closing = new AbortController();
  /** The one that lives, or the next one while none does; undefined when there will be none. */
  #child: Promise<BrokerChild | undefined>;
  /** The one whose end is our own wish. */
  #dismissed: BrokerChild | undefined;

  constructor(first: BrokerChild, supervision: Supervision) {
    this.url = first.url;
    this.port = first.port;
    this.dataDir = supervision.dataDir;
    this.#supervision = supervision;
    this.#child = Promise.resolve(first);
    void this.#supervise(first);
  }

  /** Of the present process, or the next one while there is none. */
  async pid(): Promise<number | undefined> {
    return (await this.#child)?.pid;
  }

  /** What the queue holds; undefined when there is no such queue. */
  async queueCounts(name: string): Promise<QueueCounts | undefined> {
    return (await this.#child)?.counts(name);
  }

  /** Ends it, in order or (`kill`) as a crash would, and resolves when it is back. */
  async restart({ kill = false } = {}): Promise<void> {
    const child = await this.#child;
    this.#dismissed = child;
    await (kill ? child?.kill() : child?.stop());
    await this.#child;
  }

  /** Tells every client, closes, and resolves when its process has ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    const child = await this.#child;
    await child?.stop();
  }

  async #supervise(child: BrokerChild, delayMs = 0): Promise<void> {
    const bornMs = performance.now();
    const how = await child.ended;
    if (this.#closing.signal.aborted) return;
    const wasAsked = this.#dismissed === child;
    if (!wasAsked) this.#supervision.onDied(how);
    const isShortLife = !wasAsked && performance.now() - bornMs < SHORT_LIFE_MS;
    const pauseMs = isShortLife ? longer(delayMs) : 0;
    this.#child = this.#startAgain(isShortLife ? delayMs : 0);
    const next = await this.#child;
    if (next !== undefined) await this.#supervise(next, pauseMs);
  }

  async #startAgain(delayMs: number): Promise<BrokerChild | undefined> {
    const { signal } = this.#closing;
    try {
      await wait(delayMs, undefined, { signal });
      const child = await this.#supervision.start();
      const { tell, asked } = this.#listening;
      if (tell) child.listen(tell, asked);
      return child;
    } catch (error) {
      if (signal.aborted) return undefined;
      this.#supervision.onStillDown(error);
      return this.#startAgain(longer(delayMs));
    }
  }
}

function longer(delayMs: number): number {
  return Math.min(LONGEST_DELAY_MS, Math.max(FIRST_DELAY_MS, 2 * delayMs));
}

function ignore(): void {
  // Nobody wants to know.
}
