import { earlier, lasting, later, moment, type AtMs, type ForMs } from "../kernel/moment.ts";
import { Timeline } from "../kernel/timeline.ts";
import type { ArmState } from "../run/run-state.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import type { Strategy } from "../scenario/strategy.ts";
import { eachPlaceChange } from "./place-changes.ts";
import { extend, lengthMs, type Span } from "./spans.ts";
import { staysOf, unackedSpans } from "./stays.ts";
import { tracesOf, type Traces } from "./traces.ts";

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

/** What is counted of a worker. */
const COUNTS = ["there", "up", "busy", "unacked"] as const;
/** Kinds of change: of a worker's count, up or down; of where tasks are; of the strategy. */
const [DOWN, TASKS, STRATEGY] = [COUNTS.length, 8, 9];

/**
 * Sweeps once over everything that happened in `period`.
 *
 * @param first the strategy the arm began with.
 */
export function idleWhileWorkWaits(
  arm: ArmState,
  period: Span,
  first: Strategy,
  traces = tracesOf(arm),
): IdleWhileWorkWaits {
  const idleSpans = arm.workers.map((): Span[] => []);
  const crew = new Crew(arm.workers.map(({ concurrency }) => concurrency));
  const sum = { total: 0, onWire: 0, whileReady: 0, brokerCouldSee: 0 };
  let strategy = first;
  let [ready, held] = [0, 0];
  crew.under(strategy);

  const measure = (span: Span) => {
    const spanMs = lengthMs(span);
    if (spanMs <= 0) return;
    if (strategy.ack === "manual") {
      sum.brokerCouldSee += Math.min(crew.emptyHanded, ready + crew.beyondOne) * spanMs;
    }
    let hatched = Math.min(crew.idle, ready + held);
    sum.total += hatched * spanMs;
    sum.whileReady += Math.min(crew.idle, ready) * spanMs;
    sum.onWire += Math.min(crew.idleWithCredit, ready) * spanMs;
    for (let i = 0; hatched > 0 && i < idleSpans.length; i++) {
      const idle = crew.idleHandsOf(i);
      if (idle > 0) extend(idleSpans[i] ?? [], span);
      hatched -= idle;
    }
  };

  let nowMs = period.fromMs;
  const goTo = (changeMs: AtMs) => {
    const atMs = earlier(later(changeMs, period.fromMs), period.toMs);
    measure({ fromMs: nowMs, toMs: atMs });
    nowMs = atMs;
  };
  changesOf(arm, traces).inOrder((atMs, what) => {
    goTo(moment(atMs));
    const [kind, index] = [what & 15, what >> 4];
    if (kind === TASKS) {
      ready += (index & 3) - 1;
      held += (index >> 2) - 1;
    } else if (kind === STRATEGY) {
      strategy = arm.changes[index]?.strategy ?? strategy;
      crew.under(strategy);
    } else crew.change(index, kind % DOWN, kind < DOWN ? 1 : -1);
  });
  goTo(period.toMs);
  return {
    totalMs: lasting(sum.total),
    heldBackMs: lasting(sum.total - sum.onWire),
    onWireMs: lasting(sum.onWire),
    whileReadyMs: lasting(sum.whileReady),
    brokerCouldSeeMs: lasting(sum.brokerCouldSee),
    byWorker: new Map(arm.workers.map(({ worker }, i) => [worker, idleSpans[i] ?? []])),
  };
}

/** What the integrals are made of: of each worker, by its place among them, and over all of them. */
class Crew {
  idle = 0;
  idleWithCredit = 0;
  emptyHanded = 0;
  beyondOne = 0;
  readonly #hands: readonly number[];
  /** At the queue, halted or not; 1 while able to work; hands at work; unacknowledged: in the order of `COUNTS`. */
  readonly #counts: readonly Int32Array[];
  #limit = Infinity;

  constructor(hands: readonly number[]) {
    this.#hands = hands;
    this.#counts = COUNTS.map(() => new Int32Array(hands.length));
  }

  under({ ack, prefetch }: Strategy): void {
    this.#limit = ack === "auto" || prefetch === "unlimited" ? Infinity : prefetch;
    [this.idle, this.idleWithCredit, this.emptyHanded, this.beyondOne] = [0, 0, 0, 0];
    for (const worker of this.#hands.keys()) this.#add(worker, 1);
  }

  change(worker: number, count: number, by: 1 | -1): void {
    const counts = this.#counts[count];
    if (counts === undefined) return;
    this.#add(worker, -1);
    counts[worker] = (counts[worker] ?? 0) + by;
    this.#add(worker, 1);
  }

  idleHandsOf(worker: number): number {
    const [, up, busy] = this.#counts;
    return (up?.[worker] ?? 0) > 0 ? (this.#hands[worker] ?? 0) - (busy?.[worker] ?? 0) : 0;
  }

  #add(worker: number, by: 1 | -1): void {
    const there = this.#counts[0]?.[worker] ?? 0;
    const unacked = this.#counts[3]?.[worker] ?? 0;
    const idle = this.idleHandsOf(worker);
    this.idle += by * idle;
    this.idleWithCredit += by * Math.max(0, Math.min(idle, this.#limit - unacked));
    if (there > 0 && unacked === 0) this.emptyHanded += by;
    this.beyondOne += by * Math.max(0, unacked - 1);
  }
}

/** @returns a kind in the lowest four bits; above them, of which worker, by how much, or to which strategy. */
function changesOf(arm: ArmState, { deliveries, up, busy }: Traces): Timeline {
  const timeline = new Timeline();
  eachPlaceChange(arm, deliveries, (atMs, from, to) => {
    const ready = 1 + Number(to === "ready") - Number(from === "ready");
    const held = 1 + Number(to === "held") - Number(from === "held");
    timeline.add(atMs, (((held << 2) | ready) << 4) | TASKS);
  });
  const places = new Map(arm.workers.map(({ worker }, i) => [worker, i]));
  const swing = (count: (typeof COUNTS)[number], worker: WorkerId, { fromMs, toMs }: Span) => {
    const what = ((places.get(worker) ?? 0) << 4) | COUNTS.indexOf(count);
    timeline.add(fromMs, what);
    timeline.add(toMs, what + DOWN);
  };
  for (const stay of staysOf(arm)) swing("there", stay.worker.worker, stay);
  for (const [count, byWorker] of [
    ["up", up],
    ["busy", busy],
    ["unacked", unackedSpans(arm)],
  ] as const) {
    for (const [worker, spans] of byWorker) for (const span of spans) swing(count, worker, span);
  }
  for (const [i, { atMs }] of arm.changes.entries()) timeline.add(atMs, (i << 4) | STRATEGY);
  return timeline;
}
