import { BEGINNING, type AtMs } from "../kernel/moment.ts";
import type { ArmState, Place } from "../run/run-state.ts";
import type { DepthPoint } from "./arm-metrics.ts";
import { placeChanges } from "./place-changes.ts";

/**
 * Ready, held and running over time, as steps: each point holds until the next. The
 * first is at 0, the last at `untilMs`.
 */
export function depthSteps(arm: ArmState, untilMs: AtMs): readonly DepthPoint[] {
  const counts: Record<Place, number> = {
    ready: 0,
    held: 0,
    running: 0,
    done: 0,
    lost: 0,
    returned: 0,
  };
  const steps = new Map<number, DepthPoint>();
  const mark = (atMs: AtMs) => {
    const { ready, held, running } = counts;
    steps.set(atMs, { atMs, ready, held, running });
  };

  mark(BEGINNING);
  for (const { atMs, from, to } of placeChanges(arm)) {
    if (from) counts[from]--;
    counts[to]++;
    mark(atMs);
  }
  mark(untilMs);
  return [...steps.values()];
}
