import { sum } from "../kernel/statistics.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ArmMetrics } from "./arm-metrics.ts";
import { depthSteps } from "./depth.ts";
import { taskDurations } from "./durations.ts";
import { fairness } from "./fairness.ts";
import { idleWhileWorkWaits } from "./idle-while-work-waits.ts";
import { lowerBoundMs, plannedWorkers } from "./lower-bound.ts";
import { finishMs, measuredPeriod } from "./period.ts";
import { timeBudget, workerMetrics } from "./time-budget.ts";

/**
 * Every measure of one arm at one moment.
 *
 * @param arm the arm as it was at `untilMs`, lab time.
 * @param scenario the run's plan: tasks and workers yet to come count where they are known.
 */
export function armMetrics(arm: ArmState, scenario: Scenario, untilMs: number): ArmMetrics {
  const period = measuredPeriod(arm, scenario, untilMs) ?? { fromMs: 0, toMs: 0 };
  const idle = idleWhileWorkWaits(arm, period);
  const workers = workerMetrics(arm, period, idle);
  const { byMessages, byWork } = fairness(workers);
  const budget = timeBudget({ workers, idle, period }, plannedWorkers(arm, scenario));
  const aliveMs = sum(workers.map((worker) => worker.aliveMs));
  return {
    finishMs: finishMs(arm, scenario),
    lowerBoundMs: lowerBoundMs(arm, scenario),
    budget,
    idleSeenByBrokerMs: idle.seenByBrokerMs,
    utilisation: aliveMs > 0 ? budget.busyMs / aliveMs : null,
    fairnessByMessages: byMessages,
    fairnessByWork: byWork,
    workers,
    depth: depthSteps(arm, untilMs),
    ...taskDurations(arm),
  };
}
