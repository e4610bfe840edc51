import type { CountMismatch, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState, WorkerState } from "#shared/run/run-state.ts";
import { brokerExpectedCount } from "#shared/run/broker-count.ts";
import type { FromOutside, Seen } from "#workers";
import type { ArmId, TaskNumber } from "#shared/scenario/scenario.ts";
import { RETRY_DELAY_MS, retries } from "#shared/scenario/dead-letters.ts";
import type { AckMode } from "#shared/scenario/strategy.ts";
import { lostAckOf, lostAcks } from "./lost-acks.ts";
import { areKnown, unheardDeaths, type BothCounts } from "./unheard-deaths.ts";
import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";

export interface StocktakingPorts {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
  readonly wall: WallClock;
  /** Messages ready in the queue, or `null` when the broker does not say. */
  readonly count: () => Promise<number | null>;
  /** The same of its dead letters. */
  readonly countDead: () => Promise<number | null>;
  readonly isConnected: () => boolean;
  /** Tells of as many of so many that the queue is short as an outage explains. */
  readonly tellUnheard: (short: number) => void;
  /** What lies in the queue, as far as it can be looked at. */
  readonly peek: () => Promise<readonly Seen[]>;
  /** Tells of what somebody else has left there. */
  readonly adopt: (left: readonly FromOutside[]) => void;
  /** Resolves once the broker has answered for everything published. */
  readonly whenAnswered: () => Promise<void>;
  /** Does something while no worker consumes. */
  readonly whileSuspended: (act: () => Promise<void>) => Promise<void>;
}

/** How long a queue may take to count what went back to it when its consumers went. */
const SETTLE_MS = 2000;
/** How long a broker may take to notice a dead socket, and a delivery to arrive. */
const ARRIVAL_MS = 200;
const SETTLE_POLL_MS = 20;

/**
 * Compares an arm's log with what its queue holds. A task sent without acks to a worker that died
 * before it arrived is gone, and nobody saw it go: by the log it waits for ever.
 */
export class Stocktaking {
  #arm: ArmId;
  #ports: StocktakingPorts;
  /** How workers of this run have acknowledged so far. */
  #ackModes: Set<AckMode>;
  /** How many deaths by the log can have taken nothing that nobody heard of, or have been looked into. */
  #clearedDeaths = 0;
  #isUnderWay = false;

  constructor(arm: ArmId, ack: AckMode, ports: StocktakingPorts) {
    this.#arm = arm;
    this.#ports = ports;
    this.#ackModes = new Set([ack]);
  }

  /** Workers acknowledge in this way from now on. */
  ackedBy(ack: AckMode): void {
    // Who has died so far was sent nothing without acks.
    if (!this.#ackModes.has("auto")) this.clear();
    this.#ackModes.add(ack);
  }

  /** A worker is about to report this. */
  hear(event: RunEvent): void {
    if (event.type !== "received") return;
    const { state, report } = this.#ports;
    const { arm, task, redelivered } = event;
    // Somebody has put it back; or what gave it up never reached the broker.
    const isBack = state().tasks.at(task - 1)?.place === "missing" || state().dead.has(task);
    if (isBack) report({ type: "found", arm, task });
    const ack = redelivered ? lostAckOf(state(), task) : null;
    if (ack) report({ type: "ack-lost", ...ack });
  }

  /** What is missing has been found in another way. */
  clear(): void {
    this.#clearedDeaths = this.#deaths;
  }

  /** When nobody is at work and something waits all the same, everybody stops consuming and the queue is counted. */
  async take(): Promise<void> {
    if (this.#isUnderWay || !this.#isNeeded()) return;
    this.#isUnderWay = true;
    await pause(this.#ports.wall, ARRIVAL_MS);
    if (this.#isNeeded()) {
      await this.#ports.whileSuspended(async () => {
        await this.#reportGone();
      });
    }
    this.#isUnderWay = false;
  }

  /** While nobody consumes: what was acknowledged in vain is in the queue again, though nobody was given it yet. */
  async findLostAcks(): Promise<void> {
    if (lostAcks(this.#ports.state(), Infinity).length === 0) return;
    this.#reportLostAcks(await this.#ports.count());
  }

  /** Once the workers are out: compares the log's count with the broker's own. */
  async settle(): Promise<CountMismatch | null> {
    const gone = this.isInDoubt ? await this.#reportGone() : null;
    const both = await this.#countBoth(gone);
    if (both && both.ready !== this.#expected) await this.#reconcile(both);
    else if (both) this.#reportDeaths(both);
    const expected = this.#expected + this.#deadExpected;
    const inBoth = both && both.ready + both.dead;
    return inBoth === expected ? null : { arm: this.#arm, expected, counted: inBoth };
  }

  /** The queue and its dead letters, which may be on their way from one to the other. @param ready counted already. */
  async #countBoth(ready: number | null): Promise<BothCounts | null> {
    const { count, countDead } = this.#ports;
    let both: BothCounts | null = null;
    // What was dropped waits there, too, and is gone only then.
    const waitMs = retries(this.#ports.state().queue) ? RETRY_DELAY_MS : 0;
    const expected = this.#expected + this.#deadExpected;
    await this.#countUntil(expected, SETTLE_MS + waitMs, async () => {
      const counted = { ready: ready ?? (await count()), dead: await countDead() };
      both = areKnown(counted) ? counted : null;
      return both && both.ready + both.dead;
    });
    return both;
  }

  /** The broker is back, with so many ready: what of the dead letters is not. */
  async accountDead(ready: number): Promise<void> {
    const dead = await this.#ports.countDead();
    if (dead !== null) this.#reportDeaths({ ready, dead });
  }

  #reportDeaths(counted: BothCounts): void {
    for (const event of unheardDeaths(this.#ports.state(), counted)) this.#ports.report(event);
  }

  get #deadExpected(): number {
    return this.#ports.state().dead.length;
  }

  /** With a queue that nobody touches any more: tells what is in it beside ours, and what of ours is not. */
  async #reconcile(both: BothCounts): Promise<void> {
    const counted = both.ready;
    const { peek, adopt, state, tellUnheard, report } = this.#ports;
    const seen = await peek();
    const isOurs = ({ named }: Seen) => {
      return named !== null && state().tasks.at(named - 1)?.outside === false;
    };
    adopt(seen.filter((one) => !isOurs(one)).map(({ message }) => message));
    this.#reportDeaths(both);
    this.#reportLostAcks(counted);
    const ours = seen.filter(isOurs).flatMap(({ named }) => named ?? []);
    const arm = this.#arm;
    for (const task of new Set(ours)) {
      if (state().tasks.at(task - 1)?.place === "missing") report({ type: "found", arm, task });
    }
    // One name twice, or that of a task which the queue is done with: somebody else has copied it.
    const copies = seen.filter(isOurs).filter(({ named }, i) => {
      return named !== null && (ours.indexOf(named) < i || !isQueued(state(), named));
    });
    if (counted > this.#expected) adopt(copies.map(({ message }) => message));
    const short = this.#expected - counted;
    if (short > 0) tellUnheard(short);
    if (seen.length < counted || this.#expected <= counted) return;
    const there = new Set(ours);
    for (const task of state().ready) {
      const isOutside = state().tasks.at(task - 1)?.outside === true;
      if (!isOutside && !there.has(task)) report({ type: "missing", arm, task, by: "unknown" });
    }
  }

  get #expected(): number {
    return brokerExpectedCount(this.#ports.state());
  }

  #reportLostAcks(counted: number | null): void {
    const surplus = (counted ?? 0) - this.#expected;
    for (const ack of lostAcks(this.#ports.state(), surplus)) {
      this.#ports.report({ type: "ack-lost", ...ack, basis: "inferred" });
    }
  }

  #isNeeded(): boolean {
    const { ready, counts, unacked } = this.#ports.state();
    const atWork = counts.held + counts.running + unacked > 0;
    return !atWork && ready.length > 0 && this.#ports.isConnected() && this.isInDoubt;
  }

  /** A worker died that may have been sent tasks without acks, of which nobody will ever hear. */
  get isInDoubt(): boolean {
    return this.#ackModes.has("auto") && this.#deaths > this.#clearedDeaths;
  }

  get #deaths(): number {
    const { workers, earlierStays } = this.#ports.state();
    const died = ({ leftHow }: WorkerState) => leftHow !== null && leftHow !== "stopped";
    return workers.filter(died).length + earlierStays.filter(died).length;
  }

  /**
   * While nobody consumes: of the tasks the log has as ready, those the queue has not are lost.
   * They went first, being at its head.
   *
   * @returns how many messages the queue holds, or `null` when the broker does not say.
   */
  async #reportGone(): Promise<number | null> {
    const { report, state, whenAnswered } = this.#ports;
    for (;;) {
      await whenAnswered();
      const before = state();
      const expected = brokerExpectedCount(before);
      const patienceMs = this.#ackModes.has("manual") ? SETTLE_MS : ARRIVAL_MS;
      const counted = await this.#countUntil(expected, patienceMs);
      if (counted === null) return null;
      // Published or given back meanwhile: counted or not, who knows.
      if (state().ready !== before.ready) continue;
      this.clear();
      for (const task of before.ready.slice(0, Math.max(0, expected - counted))) {
        report({ type: "lost", arm: this.#arm, task, why: "auto-acked-worker-gone" });
      }
      return counted;
    }
  }

  /** What a consumer gave up takes the broker a moment to count again. */
  async #countUntil(
    expected: number,
    patienceMs: number,
    count = this.#ports.count,
  ): Promise<number | null> {
    const { wall } = this.#ports;
    const giveUpMs = wall.nowMs() + patienceMs;
    for (;;) {
      const counted = await count();
      if (counted === expected || counted === null || wall.nowMs() >= giveUpMs) return counted;
      await pause(wall, SETTLE_POLL_MS);
    }
  }
}

/** Ready, or so once nobody has it: its last delivery was never acknowledged. */
function isQueued({ ready, tasks, attempts }: ArmState, task: TaskNumber): boolean {
  const last = tasks.at(task - 1)?.lastAttempt ?? null;
  return ready.has(task) || (last !== null && attempts.at(last)?.unacked === true);
}
