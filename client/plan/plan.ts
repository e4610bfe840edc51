import { ok, type Result } from "#shared/kernel/result.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { Plan as ServerPlan, PlanEdit } from "#shared/protocol/plan.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { createStore, type Readable } from "#client/store.ts";
import { edited, lastOfMine, remember, without, type PlanHistory } from "./plan-history.ts";

/** The lab's plan as this browser shows it. */
export interface PlanSnapshot {
  /** With what was asked for here and is not answered yet; `null` before the lab is known. */
  readonly scenario: Scenario | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changed since the last run was closed: what is planned is no longer what was run. */
  readonly isNew: boolean;
  /** What was asked for here last and could not be done. */
  readonly problem: SendProblem | null;
}

type Answer = Promise<Result<null, SendProblem>>;

/**
 * The plan everybody in the lab has, and what this browser makes of it: an edit asked for here shows at once, on top of
 * the newest plan, until the server has told everybody of it or has refused it.
 */
export interface Plan extends Readable<PlanSnapshot> {
  /** Sends a command, whatever it is about; what it changes in the plan shows at once. */
  readonly send: (command: LabCommand) => Answer;
  /** Takes this browser's last edit back, and keeps what others have edited since. @returns `null` when there is none. */
  readonly undo: () => Answer | null;
  readonly redo: () => Answer | null;
  /** Its problem has been read. */
  readonly dismiss: () => void;
}

/** What the server tells of the plan. */
export interface PlanFeed {
  /** What this browser has. */
  readonly version: () => number | null;
  /**
   * On joining.
   *
   * @param plan `null` where this browser's, and what it missed of the edits since, is all.
   * @returns false when an edit was heard of that this plan has not.
   */
  readonly joined: (
    plan: ServerPlan | null,
    missed: readonly PlanEdit[],
    phase: LabPhase,
  ) => boolean;
  /** @returns false when an edit before this one was missed. */
  readonly edited: (edit: PlanEdit) => boolean;
  readonly phaseIs: (phase: LabPhase) => void;
}

export interface PlanDeps {
  readonly send: (command: LabCommand, id: string) => Answer;
  /** Tells this browser's commands from everybody else's. */
  readonly tab: string;
}

/** The plan that an edit makes of another: what was taken back and done again is the same plan, not an equal one. */
interface Makes {
  readonly of: Scenario;
  readonly plan: Scenario;
}

interface Pending {
  readonly id: string;
  readonly command: LabCommand;
  /** `null` for a new edit. */
  readonly makes: Makes | null;
}

interface Undone {
  readonly command: LabCommand;
  readonly makes: Makes;
}

/** How often an undo begins anew because others edited meanwhile. */
const TRIES = 3;

export function createPlan({ send: transmit, tab }: PlanDeps): Plan & PlanFeed {
  let told: ServerPlan | null = null;
  let history: PlanHistory = [];
  let pending: readonly Pending[] = [];
  let undone: readonly Undone[] = [];
  let phase: LabPhase = "idle";
  /** The plan that the last run ended with. */
  let ranWith: Scenario | null = null;
  let sent = 0;
  let problem: SendProblem | null = null;
  /** The newest version heard of. */
  let heard = 0;
  const snapshot = createStore<PlanSnapshot>({
    scenario: null,
    canUndo: false,
    canRedo: false,
    isNew: false,
    problem: null,
  });
  const unanswered = new Set<Answer>();

  const madeBy = ({ command, makes }: Pending, scenario: Scenario) =>
    makes?.of === scenario ? makes.plan : edited(scenario, command);

  const change = () => {
    // A run's own changes (a task pushed live) belong to it; the first word of a closed one, too.
    if (told !== null && (phase !== "closed" || ranWith === null)) ranWith = told.scenario;
    const scenario = told && pending.reduce((before, edit) => madeBy(edit, before), told.scenario);
    snapshot.set({
      scenario,
      canUndo: lastOfMine(history) !== null || scenario !== (told?.scenario ?? null),
      canRedo: undone.length > 0,
      isNew: phase === "closed" && scenario !== ranWith,
      problem,
    });
  };

  const complain = (about: SendProblem | null) => {
    problem = about;
    change();
  };

  /** Whoever asked for it hears of it, and so does whoever is at the page. */
  const complaining = async (asked: Answer): Answer => {
    const answer = await asked;
    if (!answer.ok) complain(answer.error);
    return answer;
  };

  const dispatch = (command: LabCommand, makes: Makes | null): Answer => {
    const edit: Pending = { id: `${tab}.${++sent}`, command, makes };
    pending = [...pending, edit];
    change();
    const answer = transmit(command, edit.id).then((result) => {
      unanswered.delete(answer);
      pending = pending.filter((one) => one !== edit);
      change();
      return result;
    });
    unanswered.add(answer);
    return answer;
  };

  const takeBack = async (): Answer => {
    if (unanswered.size > 0) await Promise.all(unanswered);
    for (let tries = 1; ; tries++) {
      const last = lastOfMine(history);
      const rest = last && without(history, last.version);
      if (!told || !last || !rest) return ok(null);
      const of = told.scenario;
      const { command, before, version } = last;
      // Where nothing came after the edit, doing it again leads to the very plan there is now.
      const plan = rest.scenario === before ? of : edited(before, command);
      undone = [...undone, { command, makes: { of: before, plan } }];
      const answer = await dispatch(
        {
          type: "set-scenario",
          scenario: rest.scenario,
          base: told.version,
          takesBack: version,
        },
        { of, plan: rest.scenario },
      );
      if (answer.ok) return answer;
      undone = undone.slice(0, -1);
      change();
      if (answer.error.code !== "stale-plan" || tries === TRIES) return answer;
    }
  };

  const hear = ({ version, command, id }: PlanEdit): boolean => {
    heard = Math.max(heard, version);
    if (told === null || version <= told.version) return true;
    if (version !== told.version + 1) return false;
    const mine = pending.find((one) => one.id === id);
    const before = told.scenario;
    const takesBack = command.type === "set-scenario" ? command.takesBack : undefined;
    const rest = takesBack === undefined ? null : without(history, takesBack);
    if (rest) {
      ({ history } = rest);
      told = { version, scenario: rest.scenario };
    } else {
      const scenario = mine?.makes?.of === before ? mine.makes.plan : edited(before, command);
      history = remember(history, { version, before, command, isMine: mine !== undefined });
      told = { version, scenario };
      // What had been undone can't be redone after something new.
      if (mine?.makes === null) undone = [];
    }
    pending = pending.filter((one) => one !== mine);
    change();
    return true;
  };

  return {
    initial: snapshot.initial,
    get: snapshot.get,
    subscribe: snapshot.subscribe,

    send: (command) => complaining(dispatch(command, null)),

    undo: () => (snapshot.get().canUndo ? complaining(takeBack()) : null),

    redo() {
      const step = undone.at(-1);
      if (!step) return null;
      undone = undone.slice(0, -1);
      const answer = dispatch(step.command, step.makes).then((result) => {
        if (!result.ok) undone = [...undone, step];
        change();
        return result;
      });
      return complaining(answer);
    },

    dismiss: () => {
      complain(null);
    },

    version: () => told?.version ?? null,

    joined(plan, missed, now) {
      phase = now;
      for (const edit of missed) hear(edit);
      if (plan !== null && plan.version !== told?.version) {
        told = plan;
        history = [];
        undone = [];
      }
      change();
      const isWhole = told === null || told.version >= heard;
      heard = told?.version ?? 0;
      return isWhole;
    },

    edited: hear,

    phaseIs(now) {
      if (now === phase) return;
      phase = now;
      change();
    },
  };
}
