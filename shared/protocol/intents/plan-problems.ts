import { fail, type Result } from "../../kernel/result.ts";
import { SCENARIO_LIMITS } from "../../scenario/scenario-limits.ts";
import type { ArmId, Scenario } from "../../scenario/scenario.ts";
import { WORKLOAD_LIMITS } from "../../scenario/workload.ts";
import type { CommandProblem } from "../command-problem.ts";
import type { Edited } from "../intent.ts";

const PROBLEMS = {
  "too-many-tasks": { code: "limit", what: "tasks", max: WORKLOAD_LIMITS.tasks },
  "too-many-arms": { code: "limit", what: "arms", max: SCENARIO_LIMITS.arms },
  "too-many-workers": { code: "limit", what: "workers", max: SCENARIO_LIMITS.workers },
  "too-many-faults": { code: "limit", what: "faults", max: SCENARIO_LIMITS.faults },
  "last-arm": { code: "last-arm" },
  "last-worker": { code: "last-worker" },
} as const satisfies Readonly<Record<string, CommandProblem>>;

/** An edit's outcome, in the protocol's words. */
export function told(edited: Result<Scenario, keyof typeof PROBLEMS>): NonNullable<Edited> {
  return edited.ok ? edited : fail(PROBLEMS[edited.error]);
}

/** An edit of one arm, if the plan has it. */
export function inArm(
  plan: Scenario,
  arm: ArmId,
  edit: () => NonNullable<Edited>,
): NonNullable<Edited> {
  return plan.arms.some((one) => one.arm === arm) ? edit() : fail(noSuchArm(plan.arms));
}

/** @param there those there are. */
export function noSuchArm(there: readonly { readonly arm: ArmId }[]): CommandProblem {
  const detail = `one-of:${there.map(({ arm }) => arm).join(",")}`;
  return { code: "invalid", path: "arm", detail };
}
