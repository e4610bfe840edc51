import { BEGINNING, later, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { forecast, type Forecast } from "#simulation/forecast.ts";
import { createStore, type Readable } from "../store.ts";

export { unawaitedOn } from "#simulation/unawaited.ts";

/** What of plans is foreseen by now, on a broker of a release, if nobody does anything. */
export interface Foresight {
  /** When the last arm of a plan would be done, or would stand still; the beginning until that is known. */
  readonly endMs: (plan: Scenario, release: BrokerRelease | null) => AtMs;
  /** When its last task would be done, from the first publication on; `null` when never, or not known yet. */
  readonly finishMs: (arm: Arm, plan: Scenario, release: BrokerRelease | null) => ForMs | null;
}

/** Such a plan takes long enough to be felt: the picture comes before, and other things between one arm and the next. */
const MANY_TASKS = 2000;
const PAUSE_MS = 500;
/** Of one workload, while its arms are edited again and again. */
const MOST_KEPT = 64;

/** By all else that it depends on; `null` while it is to come. */
const known = new WeakMap<Scenario["workload"], Map<string, Forecast | null>>();
let waiting = 0;

/** A plan is looked at with every picture: each arm is simulated once. */
function foreseen(arm: Arm, plan: Scenario, release: BrokerRelease | null): Forecast | null {
  const { workload, faults } = plan;
  const ofWorkload = known.get(workload) ?? new Map<string, Forecast | null>();
  known.set(workload, ofWorkload);
  const key = JSON.stringify([arm, faults, release]);
  const found = ofWorkload.get(key);
  if (found !== undefined) return found;
  if (ofWorkload.size >= MOST_KEPT) ofWorkload.clear();
  const isLong = workload.length >= MANY_TASKS;
  ofWorkload.set(key, isLong ? null : forecast(arm, plan, release));
  if (isLong) {
    waiting += 1;
    setTimeout(() => {
      waiting -= 1;
      ofWorkload.set(key, forecast(arm, plan, release));
      store.set({ endMs, finishMs });
    }, PAUSE_MS * waiting);
  }
  return ofWorkload.get(key) ?? null;
}

function endMs(plan: Scenario, release: BrokerRelease | null): AtMs {
  return plan.arms.reduce(
    (ms, arm) => later(ms, foreseen(arm, plan, release)?.endMs ?? BEGINNING),
    BEGINNING,
  );
}

function finishMs(arm: Arm, plan: Scenario, release: BrokerRelease | null): ForMs | null {
  return foreseen(arm, plan, release)?.finishMs ?? null;
}

const store = createStore<Foresight>({ endMs, finishMs });

/** Another object whenever more is foreseen. */
export const foresight: Readable<Foresight> = store;
