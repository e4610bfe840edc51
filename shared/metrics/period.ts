import type { ArmState } from "../run/run-state.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Span } from "./arm-metrics.ts";

/**
 * What is measured: from the first publication to the last end, or to `untilMs` while a
 * task is still unsettled or planned. `null` before anything was published.
 */
export function measuredPeriod(arm: ArmState, scenario: Scenario, untilMs: number): Span | null {
  const first = arm.tasks.at(0);
  if (!first) return null;
  const { ready, held, running } = arm.counts;
  const isOver = arm.tasks.length >= scenario.workload.length && ready + held + running === 0;
  const lastMs = arm.tasks.reduce((max, task) => Math.max(max, task.settledAtMs ?? 0), 0);
  return { fromMs: first.publishedAtMs, toMs: isOver ? lastMs : untilMs };
}

/** Last end − first publish, once every task is done. `null` while some are not, or never will be. */
export function finishMs(arm: ArmState, scenario: Scenario): number | null {
  const period = measuredPeriod(arm, scenario, Infinity);
  const everyTaskIsDone =
    arm.tasks.length >= scenario.workload.length && arm.counts.done === arm.tasks.length;
  return period && everyTaskIsDone ? period.toMs - period.fromMs : null;
}
