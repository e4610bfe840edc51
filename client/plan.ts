import type { Result } from "#shared/kernel/result.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabSnapshot, SendProblem } from "./lab-connection.ts";
import { emptyUndoStack, redo, remember, undo, type UndoStack } from "./undo-stack.ts";

/** The lab's plan as this browser shows it. */
export interface PlanSnapshot {
  /** The latest edit, even before the server has answered; `null` before the lab is known. */
  readonly scenario: Scenario | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changed since the last run was closed: what is planned is no longer what was run. */
  readonly isNew: boolean;
}

/** The plan between runs: edits show at once, go to the server, and can be taken back. */
export interface Plan {
  readonly getSnapshot: () => PlanSnapshot;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly edit: (next: Scenario) => Promise<Result<null, SendProblem>>;
  /** Makes the present plan one to come back to: something else is about to replace it. */
  readonly keep: () => void;
  /** @returns `null` when there is nothing to take back. */
  readonly undo: () => Promise<Result<null, SendProblem>> | null;
  readonly redo: () => Promise<Result<null, SendProblem>> | null;
}

export interface PlanPorts {
  readonly getSnapshot: () => LabSnapshot;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly send: (command: LabCommand) => Promise<Result<null, SendProblem>>;
}

export function createPlan(lab: PlanPorts): Plan {
  let stack: UndoStack<Scenario> = emptyUndoStack;
  /** The latest edit, until the server's plan is the same. */
  let pending: Scenario | null = null;
  let unanswered = 0;
  /** The server's plan, as JSON, when the last answer came: anything else it says since is newer than `pending`. */
  let toldBefore: string | null = null;
  /** The plan, as JSON, that the last run ended with. */
  let ranWith: string | null = null;
  let snapshot: PlanSnapshot = { scenario: null, canUndo: false, canRedo: false, isNew: false };
  const listeners = new Set<() => void>();

  const told = () => lab.getSnapshot().lab?.scenario ?? null;
  const isClosed = () => lab.getSnapshot().lab?.phase === "closed";

  const change = () => {
    const scenario = pending ?? told();
    const canUndo = stack.past.length > 0;
    const canRedo = stack.future.length > 0;
    const isNew = ranWith !== null && isClosed() && JSON.stringify(scenario) !== ranWith;
    const same =
      scenario === snapshot.scenario &&
      canUndo === snapshot.canUndo &&
      canRedo === snapshot.canRedo &&
      isNew === snapshot.isNew;
    if (same) return;
    snapshot = { scenario, canUndo, canRedo, isNew };
    for (const notify of listeners) notify();
  };

  /** Once every edit is answered, the server's word counts; until it is heard, ours stands in. */
  const settle = () => {
    if (pending !== null && unanswered === 0) {
      const toldNow = JSON.stringify(told());
      toldBefore ??= toldNow;
      if (toldNow !== toldBefore || toldNow === JSON.stringify(pending)) pending = null;
    }
    change();
  };

  const set = async (next: Scenario, nextStack: UndoStack<Scenario>) => {
    const stackBefore = stack;
    stack = nextStack;
    pending = next;
    toldBefore = null;
    unanswered += 1;
    change();
    const answer = await lab.send({ type: "set-scenario", scenario: next });
    unanswered -= 1;
    if (!answer.ok && pending === next) {
      pending = null;
      stack = stackBefore;
    }
    settle();
    return answer;
  };

  const hear = () => {
    // A run's own changes (a task pushed live) belong to it; the first word of a closed one, too.
    const scenario = told();
    if (scenario !== null && (!isClosed() || ranWith === null)) ranWith = JSON.stringify(scenario);
    settle();
  };

  lab.subscribe(hear);
  hear();

  return {
    getSnapshot: () => snapshot,

    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },

    edit(next) {
      const before = pending ?? told();
      return set(next, before === null ? stack : remember(stack, before));
    },

    keep() {
      const present = pending ?? told();
      if (present !== null) stack = remember(stack, present);
      change();
    },

    undo() {
      const present = pending ?? told();
      const step = present === null ? null : undo(stack, present);
      return step === null ? null : set(step.value, step.stack);
    },

    redo() {
      const present = pending ?? told();
      const step = present === null ? null : redo(stack, present);
      return step === null ? null : set(step.value, step.stack);
    },
  };
}
