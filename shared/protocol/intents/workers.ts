import { fail, ok } from "../../kernel/result.ts";
import * as edits from "../../scenario/edit-scenario.ts";
import type { ArmId, Scenario, WorkerId } from "../../scenario/scenario.ts";
import type { WorkerAction } from "../../scenario/worker-action.ts";
import type { Edited, Intent } from "../intent.ts";
import { inArm, told } from "./plan-problems.ts";

export interface AddWorker {
  readonly arm: ArmId;
  /** Its name. Left out, or taken by then, the lab finds one. */
  readonly worker?: WorkerId;
}

export const addWorker: Intent<"add-worker", AddWorker> = {
  type: "add-worker",
  answer: "when the broker has answered",
  edit: (plan, { arm, worker }) => inArm(plan, arm, () => told(edits.addWorker(plan, arm, worker))),
};

export interface RemoveWorker {
  readonly arm: ArmId;
  readonly worker: WorkerId;
}

/** Finishes its task, then leaves; the next run is without it. */
export const removeWorker: Intent<"remove-worker", RemoveWorker> = {
  type: "remove-worker",
  answer: "at once",
  edit: (plan, { arm, worker }) =>
    ofWorker(plan, arm, worker, () => told(edits.removeWorker(plan, arm, worker))),
};

export interface ActOnWorker {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly action: WorkerAction;
}

/** Of all that can be done to a worker, a speed alone stays in the plan. */
export const actOnWorker: Intent<"act-on-worker", ActOnWorker> = {
  type: "act-on-worker",
  answer: "at once",
  edit: (plan, { arm, worker, action }) => {
    if (action.type !== "set-speed") return null;
    return ofWorker(plan, arm, worker, () =>
      ok(edits.setWorkerSpeed(plan, arm, worker, action.speed)),
    );
  },
};

export interface SetConcurrency {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly concurrency: number;
}

/** How many tasks a worker of the plan works on at a time. */
export const setConcurrency: Intent<"set-concurrency", SetConcurrency> = {
  type: "set-concurrency",
  answer: "at once",
  edit: (plan, { arm, worker, concurrency }) =>
    ofWorker(plan, arm, worker, () =>
      ok(edits.setWorkerConcurrency(plan, arm, worker, concurrency)),
    ),
};

function ofWorker(
  plan: Scenario,
  arm: ArmId,
  worker: WorkerId,
  edit: () => NonNullable<Edited>,
): NonNullable<Edited> {
  const workers = plan.arms.find((one) => one.arm === arm)?.workers ?? [];
  return workers.some((one) => one.worker === worker) ? edit() : fail({ code: "no-such-worker" });
}
