import { lintRun, type AnyFinding } from "#shared/run/lint-run.ts";
import type { PlanFinding } from "#shared/scenario/lint-plan.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { Standstill } from "#shared/run/standstill.ts";

/** What there is to know about an arena, warnings first. */
export function findingsIn(
  state: ArmState | null,
  standstill: Standstill | null,
  ofPlan: readonly PlanFinding[],
): readonly AnyFinding[] {
  return [...(state ? lintRun(state, standstill) : []), ...ofPlan].toSorted(
    (a, b) => rank(a) - rank(b),
  );
}

function rank({ severity }: AnyFinding): number {
  return severity === "warning" ? 0 : 1;
}
