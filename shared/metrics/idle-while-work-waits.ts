import { earlier, lasting, later, type AtMs, type ForMs } from "../kernel/moment.ts";
import type { ArmState } from "../run/run-state.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import { placeChanges } from "./place-changes.ts";
import { extend, lengthMs, type Span } from "./spans.ts";
import { busySpans, upSpans } from "./stays.ts";

export interface IdleWhileWorkWaits {
  /** ∫ min(idle live workers, tasks published and not started) dt, in worker-milliseconds. */
  readonly totalMs: ForMs;
  /** The same with ready tasks alone, which is all a broker can see. */
  readonly seenByBrokerMs: ForMs;
  /** Whose idleness it was: when fewer tasks wait than workers idle, the first in order have it. */
  readonly byWorker: ReadonlyMap<WorkerId, readonly Span[]>;
}

/** What changes at one moment. */
interface Change {
  readonly atMs: AtMs;
  readonly ready?: number;
  readonly held?: number;
  readonly worker?: { readonly id: WorkerId; readonly alive?: number; readonly busy?: number };
}

/** Sweeps once over everything that happened in `period`. */
export function idleWhileWorkWaits(arm: ArmState, period: Span): IdleWhileWorkWaits {
  const byWorker = new Map<WorkerId, readonly Span[]>(arm.workers.map((one) => [one.worker, []]));
  const idle = new Map<WorkerId, number>(arm.workers.map((one) => [one.worker, 0]));
  let idleCount = 0;
  let [ready, held, totalMs, seenByBrokerMs] = [0, 0, 0, 0];

  const measure = (span: Span) => {
    const spanMs = lengthMs(span);
    let hatched = Math.min(idleCount, ready + held);
    if (hatched <= 0 || spanMs <= 0) return;
    totalMs += hatched * spanMs;
    seenByBrokerMs += Math.min(idleCount, ready) * spanMs;
    for (const [worker, spans] of byWorker) {
      if (hatched === 0) break;
      if (idle.get(worker) !== 1) continue;
      byWorker.set(worker, extend(spans, span));
      hatched--;
    }
  };

  let nowMs = period.fromMs;
  for (const change of [...changesOf(arm), { atMs: period.toMs }]) {
    const atMs = earlier(later(change.atMs, period.fromMs), period.toMs);
    measure({ fromMs: nowMs, toMs: atMs });
    nowMs = atMs;
    ready += change.ready ?? 0;
    held += change.held ?? 0;
    if (!change.worker) continue;
    const { id, alive = 0, busy = 0 } = change.worker;
    const before = idle.get(id) ?? 0;
    idle.set(id, before + alive - busy);
    idleCount += alive - busy;
  }
  return { totalMs: lasting(totalMs), seenByBrokerMs: lasting(seenByBrokerMs), byWorker };
}

function changesOf(arm: ArmState): readonly Change[] {
  const tasks = placeChanges(arm).map(({ atMs, from, to }): Change => ({
    atMs,
    ready: Number(to === "ready") - Number(from === "ready"),
    held: Number(to === "held") - Number(from === "held"),
  }));
  const up = swings(upSpans(arm), (id, by) => ({ id, alive: by }));
  const work = swings(busySpans(arm), (id, by) => ({ id, busy: by }));
  return [...tasks, ...up, ...work].sort((a, b) => a.atMs - b.atMs);
}

function swings(
  byWorker: ReadonlyMap<WorkerId, readonly Span[]>,
  change: (id: WorkerId, by: 1 | -1) => NonNullable<Change["worker"]>,
): readonly Change[] {
  return [...byWorker].flatMap(([id, spans]) =>
    spans.flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, worker: change(id, 1) },
      { atMs: toMs, worker: change(id, -1) },
    ]),
  );
}
