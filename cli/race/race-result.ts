import type { BrokerIdentity } from "#shared/run-log/run-event.ts";
import { schedulable } from "#shared/metrics/lower-bound.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { optimum } from "#shared/metrics/optimum.ts";
import type { Durations, TimeBudget, WorkerMetrics } from "#shared/metrics/arm-metrics.ts";
import { brokerDelayOf } from "#shared/run/broker-delay.ts";
import { ledgerOf, type Ledger } from "#shared/run/ledger.ts";
import { missedFaults } from "./missed-faults.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { tasksByWorker } from "#shared/run/tasks-by-worker.ts";
import type { ArmId, Fault, Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

/** What `--json` prints. Times in lab ms; `null` where there is no such figure. */
export interface RaceResult {
  readonly broker: BrokerIdentity;
  readonly arms: readonly ArmResult[];
  /** Faults of the plan that did not come to pass. */
  readonly missedFaults: readonly Fault[];
}

export interface ArmResult {
  readonly id: ArmId;
  readonly strategy: Strategy;
  readonly finishMs: number | null;
  readonly lowerBoundMs: number | null;
  /** The best any schedule could do; `null` with too many tasks to try them all, or one of unknown size. */
  readonly optimumMs: number | null;
  readonly idleWhileWorkWaitsMs: number;
  /** The part of it in which a delivery was on its way: it grows with `--speed`. */
  readonly onWireMs: number;
  /** The part of the finish in which the broker found a silent worker dead, or was away: no lab time. */
  readonly brokerDelayMs: number;
  readonly busyMs: number;
  /** Jain's index. */
  readonly fairnessByMessages: number | null;
  readonly fairnessByWork: number | null;
  readonly ledger: Ledger;
  readonly budget: TimeBudget;
  readonly wait: Durations | null;
  readonly waitInQueue: Durations | null;
  readonly waitInBuffer: Durations | null;
  readonly turnaround: Durations | null;
  readonly workers: readonly Omit<WorkerMetrics, "idleSpans">[];
  /** Tasks in the order each worker started them. */
  readonly byWorker: Readonly<Record<string, readonly TaskNumber[]>>;
}

/** @throws when the run was never opened. */
export function raceResult(state: RunState): RaceResult {
  const { broker, scenario, arms } = state;
  if (!broker || !scenario) throw new Error("The run was never opened");
  return {
    broker,
    arms: arms.map((arm) => rounded(armResult(arm, scenario, state))),
    missedFaults: missedFaults(state),
  };
}

function armResult(arm: ArmState, scenario: Scenario, state: RunState): ArmResult {
  const metrics = armMetrics(arm, scenario, state.atMs);
  const work = schedulable(arm, scenario);
  return {
    id: arm.arm,
    strategy: arm.strategy,
    finishMs: metrics.finishMs,
    lowerBoundMs: metrics.lowerBoundMs,
    optimumMs: work && optimum(work),
    idleWhileWorkWaitsMs: metrics.budget.idleWhileWorkWaitsMs,
    onWireMs: metrics.onWireMs,
    brokerDelayMs: brokerDelayOf(arm, state),
    busyMs: metrics.budget.busyMs,
    fairnessByMessages: metrics.fairnessByMessages,
    fairnessByWork: metrics.fairnessByWork,
    ledger: ledgerOf(arm),
    budget: metrics.budget,
    wait: metrics.wait,
    waitInQueue: metrics.waitInQueue,
    waitInBuffer: metrics.waitInBuffer,
    turnaround: metrics.turnaround,
    // Too long a list for a result: JSON leaves it out.
    workers: metrics.workers.map((figures) => ({ ...figures, idleSpans: undefined })),
    byWorker: Object.fromEntries(tasksByWorker(arm)),
  };
}

/** Every number in it as precise as the log. */
function rounded<Value>(value: Value): Value {
  const text = JSON.stringify(value, (_, one: unknown) =>
    typeof one === "number" ? Math.round(one * 1000) / 1000 : one,
  );
  return JSON.parse(text) as Value;
}
