import { lintRun, type AnyFinding } from "#shared/run/lint-run.ts";
import { lintPlan } from "#shared/scenario/lint-plan.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { ArenaView } from "./arena-view.model.ts";

/** What there is to know about an arena, warnings first. */
export function findingsIn(
  { plan, state }: Pick<ArenaView, "plan" | "state">,
  scenario: Scenario,
): readonly AnyFinding[] {
  return [
    ...(state ? lintRun({ arms: [state] }) : []),
    ...(plan ? lintPlan({ ...scenario, arms: [plan] }) : []),
  ].toSorted((a, b) => rank(a) - rank(b));
}

function rank({ severity }: AnyFinding): number {
  return severity === "warning" ? 0 : 1;
}
