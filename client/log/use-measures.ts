import { later, moment, type AtMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario } from "#shared/scenario/scenario.ts";
import type { MomentTicker } from "#client/time/moment-ticker.ts";
import { useSelected } from "#client/use-store.ts";
import { reckoning } from "./reckoning.ts";

/** A few times a second of the wall's time is as fast as anyone reads figures. */
export const READABLE_MS = 250;

/** The same in lab time, in which a run goes on faster or slower. */
export function readableStepMs({ speed }: Pick<RunState, "speed">): number {
  return READABLE_MS * Math.max(1, speed);
}

/** Measuring so many tasks takes a part of a millisecond; more would cost frames. */
const MOST_TASKS_A_FRAME = 400;

/** How often the measures of a run can be renewed without costing frames, lab ms; 0 is every frame. */
export function affordableStepMs(run: RunState): number {
  const tasks = run.arms.reduce((sum, arm) => sum + arm.tasks.length, 0);
  return tasks <= MOST_TASKS_A_FRAME ? 0 : readableStepMs(run);
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

/** Measures of a run that goes on, with how long the latest of them took, wall ms. */
interface Recent {
  readonly measures: Measures;
  /** The last event of the run they are of. */
  readonly eventMs: AtMs;
  /** Whose turn it is. */
  readonly next: number;
  readonly takenMs: number;
  readonly tookMs: number;
}

const recent = new WeakMap<Scenario, Recent>();
/** Of 20,000 tasks in an arm they take a tenth of a second: no more than this part of the page's time is theirs. */
const SHARE = 1 / 20;

/** From so many in an arm on. */
const MANY_TASKS = 2000;

const NOTHING_MEASURED: Measures = new Map();
/** They take longer than all else of a first picture, which therefore comes without. */
const UNSEEN = { measures: NOTHING_MEASURED, next: 0, tookMs: 50 } as const;

/**
 * As `measuresAt`; of a long run that goes on, those of a moment ago where newer ones would cost the page its time. Then
 * the arms take turns, so that nothing waits for more than one of them.
 */
export function recentMeasures(run: RunState, atMs: AtMs): Measures {
  const { scenario, paused, outcome, arms } = run;
  const isLong = arms.some(({ tasks }) => tasks.length >= MANY_TASKS);
  if (scenario === null || !isLong || paused || outcome !== null) return measuresAt(run, atMs);
  const known = recent.get(scenario);
  // Looked back at.
  if (known && known.eventMs > run.atMs) return measuresAt(run, atMs);
  const startedMs = performance.now();
  if (known === undefined) {
    recent.set(scenario, { ...UNSEEN, eventMs: run.atMs, takenMs: startedMs });
    return UNSEEN.measures;
  }
  if (startedMs - known.takenMs < known.tookMs / SHARE) return known.measures;
  const next = known.next % arms.length;
  const measures = new Map(known.measures);
  const arm = arms[next];
  if (arm) measures.set(arm.arm, reckoning.here().armMetrics(arm, scenario, atMs));
  const takenMs = performance.now();
  const tookMs = takenMs - startedMs;
  recent.set(scenario, { measures, eventMs: run.atMs, next: next + 1, takenMs, tookMs });
  return measures;
}

type Measures = ReadonlyMap<ArmId, ArmMetrics>;

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
