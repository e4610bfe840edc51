import type { BrokerNotice } from "#broker";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";
import type { RestartProblem } from "../runs/run-options.ts";
import { BrokerSource, type EmbeddedBroker, type RestartBroker } from "./broker-source.ts";
import { LabBroker, type House } from "./lab-broker.ts";

export interface BrokerHouseOptions {
  /** A broker somebody else runs, for every lab that does not choose another; `null` for the embedded one. */
  readonly amqpUrl: string | null;
  readonly restartExternal: RestartBroker | null;
  /** So many labs at a time have an embedded broker of their own. */
  readonly maxLabBrokers: number;
}

export interface BrokerHouseDeps {
  readonly wall: WallClock;
  /** @param whose the one that labs share, or one that is a lab's own: its data is gone once it is closed. */
  readonly startEmbedded: (
    whose: "shared" | "own",
    onNotice: (notice: BrokerNotice) => void,
  ) => Promise<EmbeddedBroker>;
}

/** How long those who race on the same broker hear of a restart before it happens. */
const WARNING_MS = 5_000;
/** How long a broker that others race on is left alone after a restart. */
const COOL_DOWN_MS = 60_000;

/** Every broker of this server: the given one, the embedded one that labs share, and those that are a lab's own. */
export class BrokerHouse implements House {
  /** What a lab begins with. */
  readonly main: BrokerSource;
  #options: BrokerHouseOptions;
  #deps: BrokerHouseDeps;
  #labs = new Set<LabBroker>();
  /** Those started, and being started. */
  #ownCount = 0;
  #shared: Promise<BrokerSource> | null = null;
  #restartedAtMs = -Infinity;

  constructor(options: BrokerHouseOptions, deps: BrokerHouseDeps) {
    this.#options = options;
    this.#deps = deps;
    this.main = this.#source(options.amqpUrl, "shared");
  }

  /** Resolves after the first attempt to connect, whatever came of it. Rejects when our own broker cannot start. */
  async start(): Promise<void> {
    await this.main.start();
  }

  /** The broker as one lab sees it. */
  forLab(): LabBroker {
    const lab = new LabBroker(this, this.#deps.wall);
    this.#labs.add(lab);
    return lab;
  }

  left(lab: LabBroker): void {
    this.#labs.delete(lab);
  }

  /** The embedded broker that labs share; started when the first of them needs it. */
  shared(): Promise<BrokerSource> {
    if (!this.main.isGiven) return Promise.resolve(this.main);
    this.#shared ??= this.#started("shared").catch((error: unknown) => {
      this.#shared = null;
      throw error;
    });
    return this.#shared;
  }

  /** Other labs that are on this broker. */
  othersOn(source: BrokerSource, lab: LabBroker): readonly LabBroker[] {
    return [...this.#labs].filter((other) => other !== lab && other.source === source);
  }

  /**
   * One more embedded broker, for a lab alone. Where there are as many as may be, one whose lab does not race is taken away.
   * Rejects when it cannot start.
   */
  async own(): Promise<Result<BrokerSource, RestartProblem>> {
    const { maxLabBrokers: max } = this.#options;
    if (this.#ownCount >= max) {
      await [...this.#labs].find((lab) => lab.hasOwn && !lab.isRacing)?.giveUp();
    }
    if (this.#ownCount >= max) return fail(this.full);
    this.#ownCount++;
    try {
      return ok(await this.#started("own"));
    } catch (error) {
      this.#ownCount--;
      throw error;
    }
  }

  async closeOwn(source: BrokerSource): Promise<void> {
    await source.close();
    this.#ownCount--;
  }

  /** Why a lab gets no broker of its own. */
  get full(): RestartProblem {
    return { code: "limit", what: "brokers", max: this.#options.maxLabBrokers };
  }

  /**
   * Before the given broker is restarted for one lab: those who race on it hear of it, and are not made to bear it again
   * and again.
   */
  async prepareRestart(racing: readonly LabBroker[]): Promise<Result<null, RestartProblem>> {
    const { wall } = this.#deps;
    if (this.#options.restartExternal === null) return fail({ code: "restart-not-allowed" });
    const waitMs = this.#restartedAtMs + COOL_DOWN_MS - wall.nowMs();
    if (racing.length > 0 && waitMs > 0) {
      return fail({ code: "cool-down", seconds: Math.ceil(waitMs / 1000) });
    }
    this.#restartedAtMs = wall.nowMs();
    if (racing.length === 0) return ok(null);
    for (const other of racing) other.expectRestart(true);
    await pause(wall, WARNING_MS);
    for (const other of racing) other.expectRestart(false);
    return ok(null);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#labs].map((lab) => lab.close()));
    const shared = await this.#shared?.catch(() => null);
    await Promise.all([this.main.close(), shared?.close()]);
  }

  async #started(whose: "shared" | "own"): Promise<BrokerSource> {
    const source = this.#source(null, whose);
    await source.start();
    return source;
  }

  #source(amqpUrl: string | null, whose: "shared" | "own"): BrokerSource {
    const { wall, startEmbedded } = this.#deps;
    const { restartExternal } = this.#options;
    return new BrokerSource({
      amqpUrl,
      restartExternal,
      startEmbedded: (onNotice) => startEmbedded(whose, onNotice),
      wall,
    });
  }
}
