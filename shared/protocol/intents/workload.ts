import { ok } from "../../kernel/result.ts";
import * as edits from "../../scenario/edit-scenario.ts";
import type { PlannedTask, Scenario } from "../../scenario/scenario.ts";
import { workloadTotals } from "../../scenario/workload.ts";
import type { Intent } from "../intent.ts";
import { told } from "./plan-problems.ts";

export interface SetScenario {
  readonly scenario: Scenario;
  /** The version of the plan it replaces: refused with `stale-plan` once there is a newer one. */
  readonly base?: number;
  /** The version that came of the edit it takes back, if it takes one back. */
  readonly takesBack?: number;
}

/** Replaces the whole plan. */
export const setScenario: Intent<"set-scenario", SetScenario> = {
  type: "set-scenario",
  answer: "at once",
  edit: (_plan, { scenario }) => ok(scenario),
};

export interface PushTask {
  readonly text: string;
  /** Where the dots of the text don't say it. */
  readonly serviceMs?: number;
  /** Left out, after the others; in a run it is now, whatever is said here. */
  readonly publishAtMs?: number;
}

/** Publishes to every arm at once while a run is on; the workload has it from now on. */
export const pushTask: Intent<"push-task", PushTask> = {
  type: "push-task",
  answer: "at once",
  edit: (plan, { text, serviceMs, publishAtMs }) =>
    told(
      edits.appendTask(plan, {
        text,
        ...(serviceMs !== undefined && { serviceMs }),
        publishAtMs: publishAtMs ?? workloadTotals(plan.workload).lastPublishAtMs,
      }),
    ),
};

/** Each of several tasks, at its own time. */
export interface AppendTasks {
  readonly tasks: readonly PlannedTask[];
  /** When they were drawn by chance. */
  readonly seed?: number;
}

export const appendTasks: Intent<"append-tasks", AppendTasks> = {
  type: "append-tasks",
  answer: "at once",
  edit: (plan, { tasks, seed }) => told(edits.appendTasks(plan, tasks, seed)),
};

/** Replaces the workload, and leaves the arms. */
export const replaceWorkload: Intent<"replace-workload", AppendTasks> = {
  type: "replace-workload",
  answer: "at once",
  edit: (plan, { tasks, seed }) => ok(edits.replaceWorkload(plan, tasks, seed)),
};

export interface RemoveTask {
  /** Its place in the workload, from 0, when it was seen… */
  readonly index: number;
  /** …and its text, by which it is known if the others have moved since. */
  readonly text: string;
}

export const removeTask: Intent<"remove-task", RemoveTask> = {
  type: "remove-task",
  answer: "at once",
  edit: (plan, { index, text }) => {
    const isThere = plan.workload[index]?.text === text;
    const at = isThere ? index : plan.workload.findIndex((task) => task.text === text);
    return ok(at === -1 ? plan : edits.removeTask(plan, at));
  },
};
