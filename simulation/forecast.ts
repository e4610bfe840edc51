import { between, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { simulateInto } from "./simulate.ts";
import { TaskTimes } from "./task-times.ts";

export interface Forecast {
  /** When the last thing would happen. */
  readonly endMs: AtMs;
  /** From the first publication to the last completion; `null` when the run would stand still before. */
  readonly finishMs: ForMs | null;
}

/**
 * How an arm of a plan would go if nobody did anything.
 *
 * @param release of the broker it would run on; null where that is not known.
 */
export function forecast(arm: Arm, plan: Scenario, release: BrokerRelease | null): Forecast {
  const times = new TaskTimes(plan.workload.length);
  const isDone = simulateInto(times, { scenario: { ...plan, arms: [arm] }, release });
  const { endMs, firstPublishedMs, lastFinishedMs } = times;
  return { endMs, finishMs: isDone ? between(firstPublishedMs, lastFinishedMs) : null };
}
