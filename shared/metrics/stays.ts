import { NEVER, type AtMs } from "../kernel/moment.ts";
import { stoodDown } from "../run/completion.ts";
import type { ArmState, Attempt, WorkerState } from "../run/run-state.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import { clipped, extend, inHands, intersected, type Span } from "./spans.ts";

/** A worker's time at the queue. `toMs` is infinite while it is there. */
export interface Stay extends Span {
  readonly worker: WorkerState;
}

/** Every stay of every worker. Who was sent home at the end counts as staying. */
export function staysOf(arm: ArmState): readonly Stay[] {
  return [...arm.earlierStays, ...arm.workers].map((worker) => ({
    worker,
    fromMs: worker.joinedAtMs,
    toMs: (stoodDown(arm, worker) ? null : worker.leftAtMs) ?? NEVER,
  }));
}

/**
 * When each worker was there and able to work: its stays, without the stretches in which it
 * was paused or hung.
 */
export function upSpans(arm: ArmState): SpansByWorker {
  const up = new Map<WorkerId, Span[]>();
  for (const stay of staysOf(arm)) {
    const { worker, speeds } = stay.worker;
    const moving = speeds.flatMap(({ atMs, speed }, i): Span[] =>
      speed === 0 ? [] : [{ fromMs: atMs, toMs: speeds[i + 1]?.atMs ?? NEVER }],
    );
    const own = up.get(worker) ?? [];
    for (const span of clipped(moving, stay)) extend(own, span);
    up.set(worker, own);
  }
  return up;
}

/** When each hand of each worker was at a task and able to work: at any moment as many spans as it has hands at work. */
export function busySpans(arm: ArmState, up = upSpans(arm)): SpansByWorker {
  return workSpans(arm, up, () => true);
}

/**
 * When each worker worked on something for the first time it was done, or may yet be. Whatever else
 * it was busy with was thrown away: given back, lost, or done before by somebody else.
 */
export function usefulSpans(arm: ArmState, up = upSpans(arm)): SpansByWorker {
  return workSpans(arm, up, ({ task, outcome, endedAtMs, late }) => {
    if (outcome === "running") return !late;
    const first = arm.tasks.at(task - 1);
    return outcome === "done" && first?.place === "done" && first.settledAtMs === endedAtMs;
  });
}

/** One span a delivery: while the broker waited for its ack. None under auto ack. */
export function unackedSpans(arm: ArmState): SpansByWorker {
  const stays = staysOf(arm);
  const endOf = ({ worker, outcome, endedAtMs, ackedAtMs, unacked }: Attempt): AtMs => {
    if (ackedAtMs !== null) return ackedAtMs;
    if (unacked) return NEVER;
    if (outcome !== "done" || endedAtMs === null) return endedAtMs ?? NEVER;
    // Done and never acknowledged: the broker waited until the worker was gone.
    return (
      stays.find((stay) => stay.worker.worker === worker && stay.toMs >= endedAtMs)?.toMs ?? NEVER
    );
  };
  const unacked = new Map<WorkerId, Span[]>();
  for (const attempt of arm.attempts) {
    if (attempt.ack !== "manual" || attempt.late) continue;
    put(unacked, attempt.worker, { fromMs: attempt.receivedAtMs, toMs: endOf(attempt) });
  }
  return unacked;
}

export type SpansByWorker = ReadonlyMap<WorkerId, readonly Span[]>;

function workSpans(
  arm: ArmState,
  up: SpansByWorker,
  counts: (attempt: Attempt) => boolean,
): SpansByWorker {
  const begun = new Map<WorkerId, Span[]>();
  for (const attempt of arm.attempts) {
    const { worker, startedAtMs, endedAtMs } = attempt;
    if (startedAtMs === null || !counts(attempt)) continue;
    put(begun, worker, { fromMs: startedAtMs, toMs: endedAtMs ?? NEVER });
  }
  const hands = new Map(arm.workers.map(({ worker, concurrency }) => [worker, concurrency]));
  return new Map(
    [...begun].map(([id, spans]) => [
      id,
      intersected(inHands(spans, hands.get(id) ?? 1), up.get(id) ?? []),
    ]),
  );
}

function put(byWorker: Map<WorkerId, Span[]>, worker: WorkerId, span: Span): void {
  const own = byWorker.get(worker);
  if (own) own.push(span);
  else byWorker.set(worker, [span]);
}
