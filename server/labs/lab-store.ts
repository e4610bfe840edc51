import type { LabId } from "#shared/protocol/lab-state.ts";
import type { Plan, PlanEdit } from "#shared/protocol/plan.ts";
import type { Role } from "#shared/protocol/rights.ts";
import type { Logged, Seq } from "#shared/run-log/run-event.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

/**
 * Where labs and their runs are kept: who has which role, the plan and how it came to be, the current run's log. What is
 * written can be read at once; one that writes to a disk does so behind it.
 */
export interface LabStore {
  /** A lab of that name, with its first plan. @throws when there is one. */
  readonly open: (labId: LabId, scenario: Scenario) => void;
  readonly has: (labId: LabId) => boolean;
  /** Forgets everything of it. */
  readonly close: (labId: LabId) => void;
  /** Whoever shows this token has this role from now on. */
  readonly grant: (labId: LabId, token: string, role: Role) => void;
  readonly roleOf: (labId: LabId, token: string) => Role | undefined;
  readonly plan: (labId: LabId) => Plan;
  /** @param scenario what the plan is after it. @throws when it is not the next version. */
  readonly edit: (labId: LabId, edit: PlanEdit, scenario: Scenario) => void;
  /** Every edit after `version`, or `undefined` where that is too long ago to know. */
  readonly editsSince: (labId: LabId, version: number) => readonly PlanEdit[] | undefined;
  /** Another run is the current one from now on. */
  readonly beginRun: (labId: LabId) => void;
  readonly append: (labId: LabId, event: Logged) => void;
  /** The current run's log after `afterSeq`, so many events at most. */
  readonly eventsSince: (labId: LabId, afterSeq: Seq | 0, most?: number) => readonly Logged[];
}

interface Kept {
  readonly roles: Map<string, Role>;
  plan: Plan;
  edits: readonly PlanEdit[];
  log: Logged[];
}

/** More than one comes to in the seconds of a broken line. */
const KEPT_EDITS = 200;
/** In all those edits together: who misses more is better off with the whole plan, and so is this process's memory. */
const KEPT_TASKS = WORKLOAD_LIMITS.tasks;

/** How many tasks it carries. */
export function tasksIn(command: PlanEdit["command"]): number {
  if (command.type === "set-scenario") return command.scenario.workload.length;
  return "tasks" in command ? command.tasks.length : 0;
}

function newest(edits: readonly PlanEdit[]): PlanEdit[] {
  let tasks = 0;
  const before = edits.findLastIndex(({ command }) => {
    tasks += tasksIn(command);
    return tasks > KEPT_TASKS;
  });
  return edits.slice(before + 1);
}

/** Kept for as long as the process lives. */
export function memoryLabStore(): LabStore {
  const labs = new Map<LabId, Kept>();
  const kept = (labId: LabId): Kept => {
    const lab = labs.get(labId);
    if (!lab) throw new Error(`There is no lab ${labId}`);
    return lab;
  };

  return {
    open(labId, scenario) {
      if (labs.has(labId)) throw new Error(`There is a lab ${labId}`);
      labs.set(labId, {
        roles: new Map(),
        plan: { version: 0, scenario },
        edits: [],
        log: [],
      });
    },
    has: (labId) => labs.has(labId),
    close(labId) {
      labs.delete(labId);
    },
    grant(labId, token, role) {
      kept(labId).roles.set(token, role);
    },
    roleOf: (labId, token) => labs.get(labId)?.roles.get(token),
    plan: (labId) => kept(labId).plan,
    edit(labId, edit, scenario) {
      const lab = kept(labId);
      if (edit.version !== lab.plan.version + 1) throw new Error("Not the plan's next version");
      lab.plan = { version: edit.version, scenario };
      lab.edits = newest([...lab.edits, edit].slice(-KEPT_EDITS));
    },
    editsSince(labId, version) {
      const { plan, edits } = kept(labId);
      const missing = plan.version - version;
      if (missing < 0 || missing > edits.length) return undefined;
      return missing === 0 ? [] : edits.slice(-missing);
    },
    beginRun(labId) {
      kept(labId).log = [];
    },
    append(labId, event) {
      kept(labId).log.push(event);
    },
    eventsSince: (labId, afterSeq, most = Infinity) =>
      kept(labId).log.slice(afterSeq, afterSeq + most),
  };
}
