import {
  BEGINNING,
  between,
  earlier,
  lasting,
  later,
  NEVER,
  together,
  type AtMs,
  type ForMs,
} from "../kernel/moment.ts";
import type { ArmState } from "../run/run-state.ts";

/** Means over the time in which tasks came or waited for their first start. */
export interface LittlesLaw {
  /** How many tasks waited: `arrivalsPerS` × `meanWaitMs` / 1000, whatever the arrivals. */
  readonly meanWaiting: number;
  readonly arrivalsPerS: number;
  /** Of all tasks so far; one that still waits counts with its wait up to now. */
  readonly meanWaitMs: ForMs;
}

/** @returns `null` while no time has passed */
export function littlesLaw({ tasks, attempts }: ArmState, now: AtMs): LittlesLaw | null {
  const firstStarts = new Map<number, AtMs>();
  for (const { task, startedAtMs } of attempts)
    if (startedAtMs !== null && !firstStarts.has(task)) firstStarts.set(task, startedAtMs);

  let [from, until] = [NEVER, BEGINNING];
  const waits: ForMs[] = [];
  for (const { task, publishedAtMs } of tasks) {
    const end = firstStarts.get(task) ?? now;
    from = earlier(from, publishedAtMs);
    until = later(until, end);
    waits.push(between(publishedAtMs, end));
  }
  const periodMs = between(from, until);
  if (!(periodMs > 0)) return null;
  const waitedMs = together(waits);
  return {
    meanWaiting: waitedMs / periodMs,
    arrivalsPerS: (1000 * waits.length) / periodMs,
    meanWaitMs: lasting(waitedMs / waits.length),
  };
}
