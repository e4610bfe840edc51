import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandProblem, LabCommand } from "#shared/protocol/lab-command.ts";
import * as plan from "#shared/scenario/edit-scenario.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { brokerDown } from "./ask-publisher.ts";
import type { Run } from "./run.ts";

/** What changes the workers of an arm, in the plan and in a run that is on. */
export type CrewCommand = Extract<
  LabCommand,
  { readonly type: "add-worker" | "remove-worker" | "set-worker-speed" }
>;

/** @returns the plan as it is then. */
export async function changeCrew(
  command: CrewCommand,
  scenario: Scenario,
  run: Run | null,
): Promise<Result<Scenario, CommandProblem>> {
  const { arm } = command;
  const planned = scenario.arms.find((one) => one.arm === arm);
  if (command.type === "add-worker") return addWorker(scenario, planned, run);
  const { worker } = command;
  const isPlanned = planned?.workers.some((one) => one.worker === worker) === true;
  if (command.type === "set-worker-speed") {
    const { speed } = command;
    const isChanged = run?.arms.setSpeed(arm, worker, speed) === true;
    if (!isPlanned && !isChanged) return fail({ code: "no-such-worker" });
    return ok(plan.setWorkerSpeed(scenario, arm, worker, speed));
  }
  const isRemoved = run?.arms.remove(arm, worker) === true;
  if (!isPlanned && !isRemoved) return fail({ code: "no-such-worker" });
  const edited = plan.removeWorker(scenario, arm, worker);
  if (edited.ok) return edited;
  // A plan keeps its last worker; a run may lose it, and its tasks wait.
  return isRemoved
    ? ok(scenario)
    : fail({ code: "invalid", path: "workers", detail: "at-least:1" });
}

async function addWorker(
  scenario: Scenario,
  planned: Arm | undefined,
  run: Run | null,
): Promise<Result<Scenario, CommandProblem>> {
  if (!planned) return fail(noSuchArm(scenario));
  const { arm, workers } = planned;
  const max = SCENARIO_LIMITS.workers;
  if (run?.phase === "broker-lost") return brokerDown(run);
  const crew = Math.max(workers.length, run?.arms.crewSize(arm) ?? 0);
  if (crew >= max) return fail({ code: "limit", what: "workers", max });
  const worker = run?.arms.nameFor(arm, workers) ?? plan.nextWorkerId(workers);
  const added = await run?.arms.join(arm, worker, 1);
  if (added?.ok === false) return fail({ code: "broker-down", reason: added.error });
  return ok(plan.withWorker(scenario, arm, worker));
}

export function noSuchArm({ arms }: Scenario): CommandProblem {
  const detail = `one-of:${arms.map(({ arm }) => arm).join(",")}`;
  return { code: "invalid", path: "arm", detail };
}
