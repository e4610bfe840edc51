import type { ArmState, WorkerState } from "../run/run-state.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import type { Span } from "./arm-metrics.ts";
import { clipped, extend, intersected } from "./spans.ts";

/** A worker's time at the queue. `toMs` is infinite while it is there. */
export interface Stay {
  readonly worker: WorkerState;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Every stay of every worker. Workers sent away when the run was closed count as
 * staying: how long tidying up took says nothing about the strategy.
 */
export function staysOf(arm: ArmState): readonly Stay[] {
  const closingMs = lastActivityMs(arm);
  return [...arm.earlierStays, ...arm.workers].map((worker) => ({
    worker,
    fromMs: worker.joinedAtMs,
    toMs: leftBefore(worker, closingMs) ?? Infinity,
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
      speed === 0 ? [] : [{ fromMs: atMs, toMs: speeds[i + 1]?.atMs ?? Infinity }],
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
    const span = { fromMs: startedAtMs, toMs: endedAtMs ?? Infinity };
    if (own) own.push(span);
    else busy.set(worker, [span]);
  }
  return new Map([...busy].map(([id, spans]) => [id, intersected(spans, up.get(id) ?? [])]));
}

function leftBefore({ leftAtMs, leftHow }: WorkerState, closingMs: number): number | null {
  return leftAtMs !== null && leftHow === "stopped" && leftAtMs >= closingMs ? null : leftAtMs;
}

/** The last time a task of this arm was published, delivered, begun or done. */
function lastActivityMs({ tasks, attempts }: ArmState): number {
  let lastMs = tasks.at(-1)?.publishedAtMs ?? 0;
  for (const { receivedAtMs, startedAtMs, endedAtMs, outcome } of attempts) {
    lastMs = Math.max(lastMs, receivedAtMs, startedAtMs ?? 0);
    if (outcome === "done") lastMs = Math.max(lastMs, endedAtMs ?? 0);
  }
  return lastMs;
}
