import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import type { RestartProblem, RunBroker } from "../runs/run-options.ts";
import type { BrokerSource } from "./broker-source.ts";

/** What a lab needs of all the brokers there are. */
export interface House {
  /** What a lab begins with. */
  readonly main: BrokerSource;
  /** The embedded broker that labs share. */
  readonly shared: () => Promise<BrokerSource>;
  /** One more embedded broker, for a lab alone. Rejects when it cannot start. */
  readonly own: () => Promise<Result<BrokerSource, RestartProblem>>;
  readonly closeOwn: (own: BrokerSource) => Promise<void>;
  /** Why a lab gets none of its own. */
  readonly full: RestartProblem;
  /** Other labs that are on this broker. */
  readonly othersOn: (source: BrokerSource, lab: LabBroker) => readonly LabBroker[];
  /** Before the given broker is restarted, which other labs race on. */
  readonly prepareRestart: (racing: readonly LabBroker[]) => Promise<Result<null, RestartProblem>>;
  readonly left: (lab: LabBroker) => void;
}

/** A broker of a lab's own is closed when nobody has raced on it for so long. */
const OWN_IDLE_MS = 10 * 60_000;

/**
 * The broker as one lab sees it: one of those that labs share, or one of its own. Nothing that its host does to it takes
 * anything from another lab.
 */
export class LabBroker {
  #house: House;
  #wall: WallClock;
  #source: BrokerSource;
  /** Whether `#source` is this lab's alone. */
  #isOwn = false;
  #isRacing = false;
  #isRestartDue = false;
  /** Whether those who race on the same broker know of the next restart. */
  #isPrepared = false;
  #listeners = new Set<() => void>();
  #stopFollowing: () => void;
  #cancelIdle: () => void = () => undefined;
  /** One change of broker after the other. */
  #moving: Promise<unknown> = Promise.resolve();

  constructor(house: House, wall: WallClock) {
    this.#house = house;
    this.#wall = wall;
    this.#source = house.main;
    this.#stopFollowing = this.#follow();
  }

  get source(): BrokerSource {
    return this.#source;
  }

  get hasOwn(): boolean {
    return this.#isOwn;
  }

  /** A race of this lab is on. */
  get isRacing(): boolean {
    return this.#isRacing;
  }

  get status(): BrokerStatus {
    const { status } = this.#source;
    if (status.state !== "up") return status;
    return {
      ...status,
      ...(this.#isOwn && { isOwn: true }),
      ...(this.#isRestartDue && { restartDue: true }),
    };
  }

  /** The broker, when it is there. */
  get broker(): RunBroker | null {
    return this.#source.broker;
  }

  /** @returns a function that ends it. */
  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects now instead of when the wait is over. */
  retry(): void {
    this.#source.retry();
  }

  /**
   * A race begins: on a broker that no other lab races on, so that it can be restarted; on the shared one with others where
   * as many labs as may have one of their own.
   */
  async beginRace(): Promise<void> {
    this.#isRacing = true;
    this.#cancelIdle();
    if (this.#isOwn || this.#source.isGiven) return;
    const others = this.#house.othersOn(this.#source, this);
    if (others.some(({ isRacing }) => isRacing)) await this.#moveToOwn();
  }

  endRace(): void {
    this.#isRacing = false;
    this.#closeOwnWhenIdle();
  }

  /**
   * Everything that has to be before a restart, so that it takes nothing from another lab.
   *
   * @returns why it can't be restarted at the moment.
   */
  async prepareRestart(): Promise<Result<null, RestartProblem>> {
    const ready = await this.#readyForRestart();
    this.#isPrepared = ready.ok;
    return ready;
  }

  /** Resolves when it is done; that the broker went and came back is noticed by itself. */
  async restart(kill: boolean): Promise<Result<null, RestartProblem>> {
    const ready = this.#isPrepared ? ok(null) : await this.prepareRestart();
    if (!ready.ok) return ready;
    this.#isPrepared = false;
    return this.#source.restart(kill);
  }

  /** For one whose own connection was lost: resolves once a new connection has succeeded, to this broker or another. */
  brokerBack(): Promise<RunBroker> {
    this.#source.doubt();
    return new Promise((resolve) => {
      const stop = this.onStatus(() => {
        if (!this.broker) return;
        stop();
        resolve(this.broker);
      });
    });
  }

  /** Puts the embedded broker in the place of a given one that is not there, for this lab alone, until it is closed. */
  async useEmbedded(): Promise<void> {
    const given = this.#source;
    if (!given.isGiven || given.status.state === "up") return;
    const shared = await this.#house.shared();
    if (this.#source !== given) return;
    this.#moveTo(shared, false);
    if (this.#isRacing) await this.beginRace();
  }

  expectRestart(isDue: boolean): void {
    this.#isRestartDue = isDue;
    this.#tell();
  }

  /** Back to the shared one; what its own kept is gone. */
  giveUp(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#isOwn || this.#isRacing) return;
      const own = this.#source;
      this.#moveTo(await this.#house.shared(), false);
      await this.#house.closeOwn(own);
    });
  }

  async close(): Promise<void> {
    this.#cancelIdle();
    this.#stopFollowing();
    this.#listeners.clear();
    this.#house.left(this);
    await this.#moving;
    if (this.#isOwn) await this.#house.closeOwn(this.#source);
    this.#isOwn = false;
  }

  async #readyForRestart(): Promise<Result<null, RestartProblem>> {
    if (this.#isOwn) return ok(null);
    const others = this.#house.othersOn(this.#source, this);
    const racing = others.filter(({ isRacing }) => isRacing);
    if (this.#source.isGiven) return this.#house.prepareRestart(racing);
    if (this.#isRacing) return racing.length > 0 ? fail(this.#house.full) : ok(null);
    return others.length > 0 ? this.#moveToOwn() : ok(null);
  }

  #closeOwnWhenIdle(): void {
    this.#cancelIdle();
    if (!this.#isOwn || this.#isRacing) return;
    this.#cancelIdle = this.#wall.setTimer(OWN_IDLE_MS, () => void this.giveUp());
  }

  #moveToOwn(): Promise<Result<null, RestartProblem>> {
    return this.#inTurn(async () => {
      if (this.#isOwn) return ok(null);
      try {
        const own = await this.#house.own();
        if (!own.ok) return own;
        this.#moveTo(own.value, true);
        this.#closeOwnWhenIdle();
        return ok(null);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return fail({ code: "restart-failed", reason });
      }
    });
  }

  #moveTo(source: BrokerSource, isOwn: boolean): void {
    this.#stopFollowing();
    this.#source = source;
    this.#isOwn = isOwn;
    this.#stopFollowing = this.#follow();
    this.#tell();
  }

  #follow(): () => void {
    return this.#source.onStatus(() => {
      this.#tell();
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #inTurn<Value>(move: () => Promise<Value>): Promise<Value> {
    const moved = this.#moving.then(move);
    this.#moving = moved.catch(() => undefined);
    return moved;
  }
}
