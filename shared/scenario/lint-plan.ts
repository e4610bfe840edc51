import { finishAsFree, finishDealtInTurn } from "./foreseen-finish.ts";
import type { Arm, ArmId, Scenario } from "./scenario.ts";
import { prefetchIsInert } from "./describe-strategy.ts";

/** `warning`: tasks can be lost, or are. `hint`: it works, and not as one might think. */
export type Severity = "warning" | "hint";

/** Something to know about an arm: what it is, and the figures it rests on. */
export interface Finding<Code extends string, Facts> {
  readonly code: Code;
  readonly arm: ArmId;
  readonly severity: Severity;
  readonly facts: Facts;
}

export type PlanFinding =
  | Finding<"prefetch-inert", { readonly prefetch: number }>
  | Finding<"unlimited-slower", { readonly dealtMs: number; readonly asFreeMs: number }>
  | Finding<"persistent-in-transient-queue", null>
  | Finding<"transient-in-durable-queue", null>
  | Finding<"persistent-unconfirmed", null>
  | Finding<"more-workers-than-tasks", { readonly workers: number; readonly tasks: number }>;

/** What can be said of a scenario's settings before it is run. */
export function lintPlan(scenario: Scenario): readonly PlanFinding[] {
  return scenario.arms.flatMap((arm) => [
    ...survival(arm),
    ...inertPrefetch(arm),
    ...unlimitedPrefetch(arm, scenario),
    ...idleWorkers(arm, scenario),
  ]);
}

function survival({ arm, strategy }: Arm): readonly PlanFinding[] {
  const { durable, persistent, confirms } = strategy;
  if (durable && persistent && !confirms) {
    return [{ code: "persistent-unconfirmed", arm, severity: "hint", facts: null }];
  }
  if (durable === persistent) return [];
  const code = persistent ? "persistent-in-transient-queue" : "transient-in-durable-queue";
  return [{ code, arm, severity: "warning", facts: null }];
}

function inertPrefetch({ arm, strategy }: Arm): readonly PlanFinding[] {
  const { prefetch } = strategy;
  if (!prefetchIsInert(strategy) || prefetch === "unlimited") return [];
  return [{ code: "prefetch-inert", arm, severity: "hint", facts: { prefetch } }];
}

/** Whether waiting for acks would be faster; a plan with faults can't tell. */
function unlimitedPrefetch({ arm, strategy, workers }: Arm, plan: Scenario) {
  const { workload, faults } = plan;
  const limited = strategy.prefetch !== "unlimited" && !prefetchIsInert(strategy);
  if (limited || faults.length > 0) return [];
  const dealtMs = finishDealtInTurn(workers, workload);
  const asFreeMs = finishAsFree(workers, workload);
  if (asFreeMs >= dealtMs) return [];
  const facts = { dealtMs, asFreeMs };
  return [{ code: "unlimited-slower", arm, severity: "hint", facts } as const];
}

function idleWorkers({ arm, workers }: Arm, { workload }: Scenario): readonly PlanFinding[] {
  if (workload.length === 0 || workers.length <= workload.length) return [];
  const facts = { workers: workers.length, tasks: workload.length };
  return [{ code: "more-workers-than-tasks", arm, severity: "hint", facts }];
}
