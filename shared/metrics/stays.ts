import { NEVER } from "../kernel/moment.ts";
import { stoodDown } from "../run/completion.ts";
import type { ArmState, WorkerState } from "../run/run-state.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import { clipped, extend, intersected, type Span } from "./spans.ts";

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
export function upSpans(arm: ArmState): ReadonlyMap<WorkerId, readonly Span[]> {
  const up = new Map<WorkerId, readonly Span[]>();
  for (const stay of staysOf(arm)) {
    const { worker, speeds } = stay.worker;
    const moving = speeds.flatMap(({ atMs, speed }, i): Span[] =>
      speed === 0 ? [] : [{ fromMs: atMs, toMs: speeds[i + 1]?.atMs ?? NEVER }],
    );
    up.set(worker, clipped(moving, stay).reduce(extend, up.get(worker) ?? []));
  }
  return up;
}

/** When each worker was at a task and able to work on it. */
export function busySpans(arm: ArmState): ReadonlyMap<WorkerId, readonly Span[]> {
  const up = upSpans(arm);
  const busy = new Map<WorkerId, Span[]>();
  for (const { worker, startedAtMs, endedAtMs } of arm.attempts) {
    if (startedAtMs === null) continue;
    const own = busy.get(worker);
    const span = { fromMs: startedAtMs, toMs: endedAtMs ?? NEVER };
    if (own) own.push(span);
    else busy.set(worker, [span]);
  }
  return new Map([...busy].map(([id, spans]) => [id, intersected(spans, up.get(id) ?? [])]));
}
