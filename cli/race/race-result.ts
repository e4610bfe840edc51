import type { AtMs } from "#shared/kernel/moment.ts";
import type { BrokerIdentity } from "#shared/run-log/run-event.ts";
import { schedulable } from "#shared/metrics/lower-bound.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { optimum } from "#shared/metrics/optimum.ts";
import { ledgerOf, type Ledger } from "#shared/run/ledger.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { tasksByWorker } from "#shared/run/tasks-by-worker.ts";
import type { ArmId, Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

/** What `--json` prints. Times in lab ms; `null` where there is no such figure. */
export interface RaceResult {
  readonly broker: BrokerIdentity;
  readonly arms: readonly ArmResult[];
}

export interface ArmResult {
  readonly id: ArmId;
  readonly strategy: Strategy;
  readonly finishMs: number | null;
  readonly lowerBoundMs: number | null;
  /** The best any schedule could do; `null` with too many tasks to try them all. */
  readonly optimumMs: number | null;
  readonly idleWhileWorkWaitsMs: number;
  /** The part of it in which a delivery was on its way: it grows with `--speed`. */
  readonly onWireMs: number;
  readonly busyMs: number;
  /** Jain's index. */
  readonly fairnessByMessages: number | null;
  readonly fairnessByWork: number | null;
  readonly ledger: Omit<Ledger, "duplicates">;
  /** Tasks in the order each worker started them. */
  readonly byWorker: Readonly<Record<string, readonly TaskNumber[]>>;
}

/** @throws when the run was never opened. */
export function raceResult({ broker, scenario, arms, atMs }: RunState): RaceResult {
  if (!broker || !scenario) throw new Error("The run was never opened");
  return { broker, arms: arms.map((arm) => armResult(arm, scenario, atMs)) };
}

function armResult(arm: ArmState, scenario: Scenario, untilMs: AtMs): ArmResult {
  const metrics = armMetrics(arm, scenario, untilMs);
  const { published, ready, held, running, done, lost, returned, redelivered } = ledgerOf(arm);
  return {
    id: arm.arm,
    strategy: arm.strategy,
    finishMs: rounded(metrics.finishMs),
    lowerBoundMs: rounded(metrics.lowerBoundMs),
    optimumMs: rounded(optimum(schedulable(arm, scenario))),
    idleWhileWorkWaitsMs: thousandths(metrics.budget.idleWhileWorkWaitsMs),
    onWireMs: thousandths(metrics.onWireMs),
    busyMs: thousandths(metrics.budget.busyMs),
    fairnessByMessages: rounded(metrics.fairnessByMessages),
    fairnessByWork: rounded(metrics.fairnessByWork),
    ledger: { published, ready, held, running, done, lost, returned, redelivered },
    byWorker: Object.fromEntries(tasksByWorker(arm)),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : thousandths(value);
}

/** As precise as the log. */
function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
