import { BEGINNING, together, type AtMs } from "../kernel/moment.ts";
import { finishOf } from "../run/completion.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ArmMetrics } from "./arm-metrics.ts";
import { depthSteps } from "./depth.ts";
import { taskDurations } from "./durations.ts";
import { fairness } from "./fairness.ts";
import { idleWhileWorkWaits } from "./idle-while-work-waits.ts";
import { lowerBound, plannedWorkers } from "./lower-bound.ts";
import { measuredPeriod } from "./period.ts";
import { handsAliveMs, timeBudget, workerMetrics } from "./time-budget.ts";
import { tracesOf } from "./traces.ts";

/**
 * Every measure of one arm at one moment.
 *
 * @param arm the arm as it was at `untilMs`, lab time.
 * @param scenario the run's plan: tasks and workers yet to come count where they are known.
 */
export function armMetrics(arm: ArmState, scenario: Scenario, untilMs: AtMs): ArmMetrics {
  const period = measuredPeriod(arm, untilMs) ?? { fromMs: BEGINNING, toMs: BEGINNING };
  const planned = scenario.arms.find((one) => one.arm === arm.arm);
  const traces = tracesOf(arm);
  const idle = idleWhileWorkWaits(arm, period, planned?.strategy ?? arm.strategy, traces);
  const workers = workerMetrics(arm, period, idle, traces, untilMs);
  const bound = lowerBound(arm, scenario);
  const { byMessages, byWork } = fairness(workers);
  const budget = timeBudget({ workers, idle, period }, plannedWorkers(arm, scenario));
  const aliveMs = handsAliveMs(workers);
  return {
    finishMs: finishOf(arm),
    lowerBoundMs: bound?.forMs ?? null,
    lowerBoundAtMs: bound?.atMs ?? null,
    budget,
    heldBackMs: idle.heldBackMs,
    onWireMs: idle.onWireMs,
    idleWhileReadyMs: idle.whileReadyMs,
    brokerCouldSeeMs: idle.brokerCouldSeeMs,
    wastedMs: together(workers.map((worker) => worker.wastedMs)),
    utilisation: aliveMs > 0 ? budget.busyMs / aliveMs : null,
    fairnessByMessages: byMessages,
    fairnessByWork: byWork,
    workers,
    depth: depthSteps(arm, untilMs, traces.deliveries),
    ...taskDurations(arm, traces.deliveries),
  };
}
