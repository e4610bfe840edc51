import { later, moment, type AtMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario } from "#shared/scenario/scenario.ts";
import type { MomentTicker } from "#client/time/moment-ticker.ts";
import { useSelected } from "#client/use-store.ts";
import { reckoning } from "./reckoning.ts";

/** A few times a second is as fast as anyone reads figures. */
export const READABLE_STEP_MS = 250;

/** Measuring so many tasks takes a part of a millisecond; more would cost frames. */
const MOST_TASKS_A_FRAME = 400;

/** How often the measures of a run can be renewed without costing frames, lab ms; 0 is every frame. */
export function affordableStepMs(run: RunState): number {
  const tasks = run.arms.reduce((sum, arm) => sum + arm.tasks.length, 0);
  return tasks <= MOST_TASKS_A_FRAME ? 0 : READABLE_STEP_MS;
}

/** The measures of every arm at the viewed moment, renewed with every event and every `stepMs`. */
export function useMeasures(
  run: RunState,
  following: boolean,
  ticker: MomentTicker,
  stepMs: number,
): Measures {
  const atMs = useSelected(ticker, ({ nowMs }) =>
    following && stepMs > 0 ? Math.floor(nowMs / stepMs) * stepMs : nowMs,
  );
  const now = later(moment(atMs), run.atMs);
  return recentMeasures(run, now);
}

/** Measures of a run that goes on, with how long they took, wall ms. */
interface Recent {
  readonly measures: Measures;
  readonly atMs: AtMs;
  readonly takenMs: number;
  readonly tookMs: number;
}

const recent = new WeakMap<Scenario, Recent>();
/** Of 20,000 tasks they take up to a second: no more than this part of the page's time is theirs. */
const SHARE = 1 / 20;

/** From so many in an arm on. */
const MANY_TASKS = 2000;

/** As `measuresAt`; of a long run that goes on, those of a moment ago where newer ones would cost the page its time. */
export function recentMeasures(run: RunState, atMs: AtMs): Measures {
  const { scenario, paused, outcome, arms } = run;
  const isLong = arms.some(({ tasks }) => tasks.length >= MANY_TASKS);
  if (scenario === null || !isLong || paused || outcome !== null) return measuresAt(run, atMs);
  const known = recent.get(scenario);
  const startedMs = performance.now();
  if (known && known.atMs > atMs) return measuresAt(run, atMs);
  if (known && startedMs - known.takenMs < known.tookMs / SHARE) return known.measures;
  const measures = measuresAt(run, atMs);
  const takenMs = performance.now();
  recent.set(scenario, { measures, atMs, takenMs, tookMs: takenMs - startedMs });
  return measures;
}

type Measures = ReadonlyMap<ArmId, ArmMetrics>;

const NOTHING_MEASURED: Measures = new Map();

/** However many draw with them, the measures of a moment are taken once. */
const taken = new WeakMap<RunState, { readonly atMs: AtMs; readonly measures: Measures }>();

/** The measures of every arm of a run at `atMs`, which is no earlier than its last event. */
function measuresAt(run: RunState, atMs: AtMs): Measures {
  const known = taken.get(run);
  if (known?.atMs === atMs) return known.measures;
  const { scenario, arms } = run;
  if (scenario === null) return NOTHING_MEASURED;
  const { armMetrics } = reckoning.here();
  const measures = new Map(arms.map((arm) => [arm.arm, armMetrics(arm, scenario, atMs)]));
  taken.set(run, { atMs, measures });
  return measures;
}
