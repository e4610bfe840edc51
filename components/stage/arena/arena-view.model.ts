import type { ArmState, RunState, WorkerState } from "#shared/run/run-state.ts";
import type { Arm, ArmId, PlannedWorker, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

/** A lane's worker: from the run, from the plan, or both. */
export interface LaneWorker {
  readonly worker: WorkerId;
  /** Its latest stay; `null` before it joined. */
  readonly state: WorkerState | null;
  /** All its stays, oldest first. */
  readonly stays: readonly WorkerState[];
  /** `null` for one that is no longer planned. */
  readonly plan: PlannedWorker | null;
}

/** What one arena shows. */
export interface ArenaView {
  readonly arm: ArmId;
  /** `null` before a run, and for an arm that was planned after the run began. */
  readonly state: ArmState | null;
  readonly plan: Arm | null;
  /** In force at the viewed moment. */
  readonly strategy: Strategy;
  readonly lanes: readonly LaneWorker[];
}

/** The arenas to draw: those of the run, and those of the plan that are not in it yet. */
export function arenaViews(run: RunState, scenario: Scenario): readonly ArenaView[] {
  const views = new Map<ArmId, ArenaView>();
  for (const plan of scenario.arms) views.set(plan.arm, arenaView(null, plan));
  for (const state of run.runId === null ? [] : run.arms) {
    const plan = scenario.arms.find(({ arm }) => arm === state.arm) ?? null;
    views.set(state.arm, arenaView(state, plan));
  }
  return [...views.values()].toSorted((a, b) => a.arm.localeCompare(b.arm));
}

function arenaView(state: ArmState | null, plan: Arm | null): ArenaView {
  const source = state ?? plan;
  if (!source) throw new Error("An arena needs a run or a plan");
  return {
    arm: source.arm,
    state,
    plan,
    strategy: source.strategy,
    lanes: laneWorkers(state, plan),
  };
}

function laneWorkers(state: ArmState | null, plan: Arm | null): readonly LaneWorker[] {
  const lanes = new Map<WorkerId, LaneWorker>();
  for (const worker of plan?.workers ?? []) {
    lanes.set(worker.worker, { worker: worker.worker, state: null, stays: [], plan: worker });
  }
  for (const worker of state?.workers ?? []) {
    const earlier = state?.earlierStays.filter((stay) => stay.worker === worker.worker) ?? [];
    lanes.set(worker.worker, {
      worker: worker.worker,
      state: worker,
      stays: [...earlier, worker],
      plan: lanes.get(worker.worker)?.plan ?? null,
    });
  }
  return [...lanes.values()].toSorted((a, b) => byName.compare(a.worker, b.worker));
}

/** w2 before w10, and names that are no numbers among themselves. */
const byName = new Intl.Collator("en", { numeric: true });
