import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { attemptsByWorker, committedBars, serviceMsIn } from "#components/stage/lane/lane.model.ts";

const EMPTY_MS = 20_000;

/**
 * Where the x axis that all arenas share ends, ms.
 *
 * Long enough for the plan as it is foreseen, so that it stays still during most runs; a run that
 * outgrows it moves it on in a few large steps. It only sizes the axis: nothing is drawn from it.
 *
 * @param plannedMs when the plan of the run, or of the lab before one, would be done.
 * @param run the run by now, not at the viewed moment, so that scrubbing leaves the axis alone.
 */
export function timeDomain(plannedMs: number, run: RunState, liveMs: number | null): number {
  const axisMs = plannedMs === 0 ? EMPTY_MS : roomAfter(plannedMs);
  const nowMs = Math.max(liveMs ?? 0, run.atMs);
  const reached = Math.max(nowMs, ...run.arms.map((arm) => workLastsUntilMs(arm, nowMs)));
  return reached <= axisMs ? axisMs : nextStep(reached);
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

/** The next whole second after `ms`, coarser for long runs. */
function roomAfter(ms: number): number {
  const stepMs = ms < 60_000 ? 1000 : ms < 300_000 ? 5000 : 60_000;
  return (Math.floor(ms / stepMs) + 1) * stepMs;
}

/** The next of 10, 12.5, 15, 20, 25, 30, 40, 50, 60, 80 times a power of ten, in seconds. */
function nextStep(ms: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(ms, 10_000)));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12.5].find((s) => s * decade > ms * 1.02);
  return (step ?? 15) * decade;
}
