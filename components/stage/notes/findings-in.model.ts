import { lintRun, type AnyFinding } from "#shared/run/lint-run.ts";
import type { PlanFinding } from "#shared/scenario/lint-plan.ts";
import type { ArenaView } from "#components/stage/arena/arena-view.model.ts";

/** What there is to know about an arena, warnings first. */
export function findingsIn(
  { state }: Pick<ArenaView, "state">,
  ofPlan: readonly PlanFinding[],
): readonly AnyFinding[] {
  return [...(state ? lintRun({ arms: [state] }) : []), ...ofPlan].toSorted(
    (a, b) => rank(a) - rank(b),
  );
}

function rank({ severity }: AnyFinding): number {
  return severity === "warning" ? 0 : 1;
}
