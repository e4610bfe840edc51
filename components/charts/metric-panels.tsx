import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario } from "#shared/scenario/scenario.ts";

export interface MetricPanelsProps {
  readonly run: RunState;
  readonly scenario: Scenario;
  readonly metrics: ReadonlyMap<ArmId, ArmMetrics>;
  readonly nowMs: number;
  readonly domainMs: number;
}

export function MetricPanels({ run }: MetricPanelsProps) {
  return <p>{run.runId}</p>;
}
