import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { attemptsByWorker, committedBars, serviceMsIn } from "#components/stage/lane/lane.model.ts";

/** When a run as it is by now would be done, ms; no earlier than now. */
export function runReachMs(run: RunState, liveMs: number | null): number {
  const nowMs = Math.max(liveMs ?? 0, run.atMs);
  return Math.max(nowMs, ...run.arms.map((arm) => workLastsUntilMs(arm, nowMs)));
}

/** When an arm's work would end: held tasks with those who hold them, ready ones with whoever is free first. */
function workLastsUntilMs(arm: ArmState, nowMs: number): number {
  const byWorker = attemptsByWorker(arm.attempts);
  const crew = arm.workers
    .filter(({ leftAtMs, halt }) => leftAtMs === null && halt === null)
    .map((worker) => {
      const bars = committedBars(arm, worker, byWorker.get(worker.worker) ?? [], 0);
      return { freeMs: bars.at(-1)?.toMs ?? nowMs, speed: worker.speed };
    });
  crew.sort((a, b) => a.freeMs - b.freeMs);
  for (const task of arm.ready) {
    const next = crew.shift();
    if (!next) break;
    next.freeMs += serviceMsIn(arm, task) / next.speed;
    crew.splice(placeOf(next.freeMs, crew), 0, next);
  }
  return crew.at(-1)?.freeMs ?? 0;
}

/** Before the first who is free later. */
function placeOf(freeMs: number, crew: readonly { readonly freeMs: number }[]): number {
  let [low, high] = [0, crew.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((crew[middle]?.freeMs ?? Infinity) <= freeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
