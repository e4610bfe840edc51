import { useOptima } from "#client/optimum/use-optima.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario } from "#shared/scenario/scenario.ts";
import { armReadings } from "./arm-reading.model.ts";
import { BudgetPanel } from "./budget-panel.tsx";
import { DepthPanel } from "./depth-panel.tsx";
import { FairPanel } from "./fair-panel.tsx";
import { FinishPanel } from "./finish-panel.tsx";

interface MetricPanelsProps {
  /** At the viewed moment. */
  readonly run: RunState;
  readonly scenario: Scenario;
  readonly metrics: ReadonlyMap<ArmId, ArmMetrics>;
  /** The viewed moment, at most four times a second. */
  readonly nowMs: number;
  /** Right edge of the lanes' axis. */
  readonly domainMs: number;
}

/** Finish, time budget, queue depth, fairness: every arena side by side. */
export function MetricPanels({ run, scenario, metrics, nowMs, domainMs }: MetricPanelsProps) {
  const readings = armReadings(run, scenario, metrics, nowMs);
  return (
    <div className="grid px-6 max-sm:px-4 md:max-lg:grid-cols-2 md:max-lg:gap-x-8 lg:min-h-[144px] lg:grid-cols-4">
      <FinishPanel readings={readings} optima={useOptima(run)} domainMs={domainMs} />
      <BudgetPanel readings={readings} speed={run.speed} />
      <DepthPanel readings={readings} nowMs={nowMs} domainMs={domainMs} />
      <FairPanel readings={readings} />
    </div>
  );
}
