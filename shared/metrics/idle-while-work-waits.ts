import { earlier, lasting, later, type AtMs, type ForMs } from "../kernel/moment.ts";
import type { ArmState } from "../run/run-state.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import type { Strategy } from "../scenario/strategy.ts";
import { placeChanges } from "./place-changes.ts";
import { extend, lengthMs, type Span } from "./spans.ts";
import { busySpans, staysOf, unackedSpans, upSpans } from "./stays.ts";

/**
 * Integrals over lab time, in milliseconds of a hand: a worker that works on several tasks at a time has several,
 * and is idle with those that are free.
 */
export interface IdleWhileWorkWaits {
  /** ∫ min(idle hands, tasks published and not started) dt = held back + on the wire. */
  readonly totalMs: ForMs;
  /** The tasks that waited were out of the idle workers' reach. */
  readonly heldBackMs: ForMs;
  /** ∫ min(idle hands with credit, ready) dt: a delivery was on its way; its share grows with the lab's speed. */
  readonly onWireMs: ForMs;
  /** ∫ min(idle hands, ready) dt: the part of the total while messages were ready. */
  readonly whileReadyMs: ForMs;
  /**
   * What a broker could see, under manual ack: ∫ min(consumers with 0 unacked, ready + Σ(unacked − 1)⁺) dt.
   * Under auto ack it sees nothing.
   */
  readonly brokerCouldSeeMs: ForMs;
  /** Whose idleness it was: when fewer tasks wait than hands are idle, the first in order have it. */
  readonly byWorker: ReadonlyMap<WorkerId, readonly Span[]>;
}

/** What changes at one moment. */
interface Change {
  readonly atMs: AtMs;
  readonly ready?: number;
  readonly held?: number;
  readonly worker?: WorkerId;
  /** By how much each of the worker's counts changes. */
  readonly by?: Partial<Counts>;
  readonly strategy?: Strategy;
}

interface Counts {
  /** At the queue, halted or not. */
  readonly there: number;
  /** 1 while it is able to work. */
  readonly up: number;
  readonly hands: number;
  readonly busy: number;
  readonly unacked: number;
}

const NOTHING: Counts = { there: 0, up: 0, hands: 1, busy: 0, unacked: 0 };

/**
 * Sweeps once over everything that happened in `period`.
 *
 * @param first the strategy the arm began with.
 */
export function idleWhileWorkWaits(
  arm: ArmState,
  period: Span,
  first: Strategy,
): IdleWhileWorkWaits {
  const byWorker = new Map<WorkerId, readonly Span[]>(arm.workers.map((one) => [one.worker, []]));
  const crew = new Map<WorkerId, Counts>(
    arm.workers.map(({ worker, concurrency }) => [worker, { ...NOTHING, hands: concurrency }]),
  );
  const sum = { total: 0, onWire: 0, whileReady: 0, brokerCouldSee: 0 };
  let strategy = first;
  let [ready, held] = [0, 0];
  let now = new CrewSums(crew.values(), strategy);

  const measure = (span: Span) => {
    const spanMs = lengthMs(span);
    if (spanMs <= 0) return;
    if (strategy.ack === "manual") {
      sum.brokerCouldSee += Math.min(now.emptyHanded, ready + now.beyondOne) * spanMs;
    }
    let hatched = Math.min(now.idle, ready + held);
    sum.total += hatched * spanMs;
    sum.whileReady += Math.min(now.idle, ready) * spanMs;
    sum.onWire += Math.min(now.idleWithCredit, ready) * spanMs;
    for (const [worker, spans] of byWorker) {
      if (hatched <= 0) break;
      const idle = idleHands(crew.get(worker) ?? NOTHING);
      if (idle === 0) continue;
      byWorker.set(worker, extend(spans, span));
      hatched -= idle;
    }
  };

  let nowMs = period.fromMs;
  for (const change of [...changesOf(arm), { atMs: period.toMs }]) {
    const atMs = earlier(later(change.atMs, period.fromMs), period.toMs);
    measure({ fromMs: nowMs, toMs: atMs });
    nowMs = atMs;
    ready += change.ready ?? 0;
    held += change.held ?? 0;
    if (change.worker) {
      const before = crew.get(change.worker) ?? NOTHING;
      const after = added(before, change.by);
      now.add(before, -1);
      now.add(after, 1);
      crew.set(change.worker, after);
    }
    if (change.strategy) {
      strategy = change.strategy;
      now = new CrewSums(crew.values(), strategy);
    }
  }
  return {
    totalMs: lasting(sum.total),
    heldBackMs: lasting(sum.total - sum.onWire),
    onWireMs: lasting(sum.onWire),
    whileReadyMs: lasting(sum.whileReady),
    brokerCouldSeeMs: lasting(sum.brokerCouldSee),
    byWorker,
  };
}

function idleHands({ up, hands, busy }: Counts): number {
  return up > 0 ? hands - busy : 0;
}

/** What the integrals are made of, over all workers. */
class CrewSums {
  idle = 0;
  idleWithCredit = 0;
  emptyHanded = 0;
  beyondOne = 0;
  readonly #limit: number;

  constructor(crew: Iterable<Counts>, { ack, prefetch }: Strategy) {
    this.#limit = ack === "auto" || prefetch === "unlimited" ? Infinity : prefetch;
    for (const counts of crew) this.add(counts, 1);
  }

  add(counts: Counts, by: 1 | -1): void {
    const { there, unacked } = counts;
    const idle = idleHands(counts);
    this.idle += by * idle;
    this.idleWithCredit += by * Math.max(0, Math.min(idle, this.#limit - unacked));
    if (there > 0 && unacked === 0) this.emptyHanded += by;
    this.beyondOne += by * Math.max(0, unacked - 1);
  }
}

function added(counts: Counts, by: Partial<Counts> = {}): Counts {
  return {
    there: counts.there + (by.there ?? 0),
    up: counts.up + (by.up ?? 0),
    hands: counts.hands,
    busy: counts.busy + (by.busy ?? 0),
    unacked: counts.unacked + (by.unacked ?? 0),
  };
}

function changesOf(arm: ArmState): readonly Change[] {
  const tasks = placeChanges(arm).map(({ atMs, from, to }): Change => ({
    atMs,
    ready: Number(to === "ready") - Number(from === "ready"),
    held: Number(to === "held") - Number(from === "held"),
  }));
  const there = staysOf(arm).map((stay) => [stay.worker.worker, [stay]] as const);
  return [
    ...tasks,
    ...swings(there, "there"),
    ...swings(upSpans(arm), "up"),
    ...swings(busySpans(arm), "busy"),
    ...swings(unackedSpans(arm), "unacked"),
    ...arm.changes,
  ].sort((a, b) => a.atMs - b.atMs);
}

function swings(
  byWorker: Iterable<readonly [WorkerId, readonly Span[]]>,
  count: keyof Counts,
): readonly Change[] {
  return [...byWorker].flatMap(([worker, spans]) =>
    spans.flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, worker, by: { [count]: 1 } },
      { atMs: toMs, worker, by: { [count]: -1 } },
    ]),
  );
}
