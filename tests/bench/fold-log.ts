import { createLogStore } from "#client/log/log-store.ts";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { longLog } from "./long-log.ts";

export interface FoldFigures {
  readonly events: number;
  /** The whole log in one go. */
  readonly foldMs: number;
  /** In live batches of 64, checkpoints included. */
  readonly batchUs: number;
  readonly oneByOneUs: number;
  /** Of 50 random moments. */
  readonly seekP50Ms: number;
  readonly seekP95Ms: number;
}

const BATCH = 64;
const MOMENTS = 50;
const ROUNDS = 3;

/** Folds a race of so many tasks in each of two arms. @param most leaves out what comes after so many events. */
export function foldLog(tasks: number, most = Infinity): FoldFigures {
  const log = longLog(tasks).slice(0, most);
  const events = log.length;
  const { evolve, initial } = runStateProjection;

  const foldMs = best(() => project(runStateProjection, log));
  const oneByOneMs = best(() => log.reduce(evolve, initial));
  let store = createLogStore(runStateProjection);
  const batchMs = best(() => {
    store = createLogStore(runStateProjection);
    for (let from = 0; from < events; from += BATCH) store.append(log.slice(from, from + BATCH));
  });

  const seeks = Array.from({ length: MOMENTS }, (_, i) => {
    const count = Math.floor((((i + 1) * 0.618034) % 1) * events);
    return timeMs(() => store.stateAfter(count));
  }).sort((a, b) => a - b);
  return {
    events,
    foldMs,
    batchUs: (1000 * batchMs) / events,
    oneByOneUs: (1000 * oneByOneMs) / events,
    seekP50Ms: seeks[Math.floor(MOMENTS * 0.5)] ?? NaN,
    seekP95Ms: seeks[Math.floor(MOMENTS * 0.95)] ?? NaN,
  };
}

function best(work: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => timeMs(work)));
}

function timeMs(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
