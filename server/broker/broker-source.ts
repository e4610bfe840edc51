import { BrokerConnection } from "#workers";
import type { BrokerNotice } from "#broker";
import type { BrokerStatus, DiskFailure } from "#shared/protocol/lab-state.ts";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { Follow, RestartProblem, RunBroker } from "../runs/run-options.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";

/** A broker we started ourselves. */
export interface EmbeddedBroker {
  /** Stays the same when it is started again. */
  readonly url: string;
  /** Where it keeps what is durable; undefined when it keeps nothing. */
  readonly dataDir: string | undefined;
  readonly close: () => Promise<void>;
  /** In good order, or (`kill`) as with kill -9. Resolves when it is back. */
  readonly restart: (how: { readonly kill: boolean }) => Promise<void>;
  /** Left out where it does not tell any. */
  readonly events?: { readonly listen: Follow };
}

export interface BrokerSourceOptions {
  /** A broker somebody else runs; `null` to start our own. */
  readonly amqpUrl: string | null;
  /** @param onNotice told what its process says to whoever runs it. */
  readonly startEmbedded: (onNotice: (notice: BrokerNotice) => void) => Promise<EmbeddedBroker>;
  /** Restarts the broker somebody else runs; `null` when that is not ours to do. */
  readonly restartExternal: RestartBroker | null;
  readonly wall: WallClock;
}

export type RestartBroker = (kill: boolean) => Promise<Result<null, RestartProblem>>;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;

/**
 * A broker, given or our own, and whether it is there. Keeps one connection to notice; when that
 * goes, connects again and again, waiting longer each time.
 */
export class BrokerSource {
  #options: BrokerSourceOptions;
  #embedded: EmbeddedBroker | null = null;
  #status: BrokerStatus = { state: "connecting" };
  #listeners = new Set<(status: BrokerStatus) => void>();
  #monitor: BrokerConnection | null = null;
  /** Why our own can't write to its disk. */
  #diskFails: DiskFailure | null = null;
  #attempt = 0;
  /** Tells an attempt that another has taken its place. */
  #generation = 0;
  #cancelRetry: () => void = () => undefined;
  #restarting: Promise<Result<null, RestartProblem>> | null = null;
  #closed = false;

  constructor(options: BrokerSourceOptions) {
    this.#options = options;
  }

  /** Somebody else runs it. */
  get isGiven(): boolean {
    return this.#options.amqpUrl !== null;
  }

  get status(): BrokerStatus {
    return this.#status;
  }

  /** The broker, when it is there. */
  get broker(): RunBroker | null {
    if (this.#status.state !== "up") return null;
    return { url: this.#url(), identity: this.#status.identity };
  }

  /** Resolves after the first attempt to connect, whatever came of it. Rejects when our own broker cannot start. */
  async start(): Promise<void> {
    if (!this.isGiven) {
      this.#embedded = await this.#options.startEmbedded((notice) => {
        this.#noticed(notice);
      });
    }
    await this.#connect();
  }

  /** @returns a function that ends it. */
  onStatus(listener: (status: BrokerStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects now instead of when the wait is over. */
  retry(): void {
    if (this.#status.state === "down") void this.#connect();
  }

  /**
   * Resolves when it is done; that the broker went and came back is noticed by itself.
   * Asked again meanwhile, by whomever, it is the same restart.
   */
  restart(kill: boolean): Promise<Result<null, RestartProblem>> {
    this.#restarting ??= this.#restart(kill).finally(() => {
      this.#restarting = null;
    });
    return this.#restarting;
  }

  /** Somebody's own connection was lost: it is not up until a new one has succeeded. */
  doubt(): void {
    if (this.#status.state !== "up") return;
    this.#monitor?.kill();
    this.#lost("the connection was lost");
  }

  /** What happens in a queue, where the broker is our own; of another nothing is told. */
  readonly follow: Follow = (listener, queue) => {
    return this.#embedded?.events?.listen(listener, queue) ?? (() => undefined);
  };

  /** For one whose own connection was lost: resolves once a new connection has succeeded. */
  brokerBack(): Promise<RunBroker> {
    this.doubt();
    return new Promise((resolve) => {
      const stop = this.onStatus(() => {
        if (!this.broker) return;
        stop();
        resolve(this.broker);
      });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#generation++;
    this.#cancelRetry();
    await this.#monitor?.close();
    await this.#embedded?.close();
  }

  async #restart(kill: boolean): Promise<Result<null, RestartProblem>> {
    if (!this.isGiven) {
      await this.#embedded?.restart({ kill });
      return ok(null);
    }
    const restart = this.#options.restartExternal;
    return restart ? restart(kill) : fail({ code: "restart-not-allowed" });
  }

  #url(): string {
    const url = this.#options.amqpUrl ?? this.#embedded?.url;
    if (url === undefined) throw new Error("The broker source was not started");
    return url;
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    this.#cancelRetry();
    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation;
    if (this.#attempt === 0) this.#become({ state: "connecting" });
    try {
      const monitor = await BrokerConnection.open({
        url: this.#url(),
        name: "Dispatch Lab monitor",
        onLost: ({ reason }) => {
          if (isCurrent()) this.#lost(reason);
        },
      });
      if (!isCurrent()) {
        await monitor.close();
        return;
      }
      this.#monitor = monitor;
      this.#attempt = 0;
      this.#become({
        state: "up",
        identity: monitor.identity,
        url: this.isGiven ? null : this.#url(),
        canRestart: !this.isGiven || this.#options.restartExternal !== null,
        ...(this.#diskFails !== null && { diskFails: this.#diskFails }),
      });
    } catch (error) {
      if (isCurrent()) this.#lost(error instanceof Error ? error.message : String(error));
    }
  }

  #noticed(notice: BrokerNotice): void {
    if (notice.type === "cut-off") return;
    this.#diskFails = notice.type === "disk-fails" ? notice.why : null;
    if (this.#status.state !== "up") return;
    this.#become({ ...this.#status, diskFails: this.#diskFails });
  }

  #lost(reason: string): void {
    if (this.#closed) return;
    this.#monitor = null;
    this.#diskFails = null;
    this.#attempt++;
    const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#attempt - 1));
    this.#cancelRetry = this.#options.wall.setTimer(delayMs, () => void this.#connect());
    this.#become({
      state: "down",
      reason,
      attempt: this.#attempt,
      external: this.isGiven,
      ...(this.#embedded && this.#embedded.dataDir === undefined && { keepsNothing: true }),
    });
  }

  #become(status: BrokerStatus): void {
    this.#status = status;
    for (const listener of [...this.#listeners]) listener(status);
  }
}
