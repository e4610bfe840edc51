import * as arena from "./arena-actions.ts";
import * as broker from "./broker-actions.ts";
import * as lesson from "./lesson-actions.ts";
import * as plan from "./plan-actions.ts";
import * as run from "./run-actions.ts";
import type { Seen, UserAction, WhyOff } from "./user-action.ts";
import * as view from "./view-actions.ts";

/** Everything a person can ask for, by key, button, menu or form, in the order in which the help lists it. */
export const USER_ACTIONS = {
  "run-or-pause": run.runOrPause,
  step: run.step,
  "back-to-start": run.backToStart,
  "set-speed": run.setSpeed,
  "step-event": view.stepEvent,
  "step-second": view.stepSecond,
  "to-start": view.toStart,
  "to-now": view.toNow,
  push: plan.push,
  "focus-arm": view.focusArm,
  "act-on-worker": arena.actOnWorker,
  "add-worker": arena.addWorker,
  "set-strategy": arena.setStrategy,
  prefetch: arena.prefetch,
  "toggle-ack": arena.toggleAck,
  mend: arena.mend,
  "add-arm": arena.addArm,
  "remove-arm": arena.removeArm,
  panel: view.panel,
  note: view.note,
  "pin-note": view.pinNote,
  describe: view.describe,
  "run-again": run.runAgain,
  "reset-all": run.resetAll,
  "load-preset": plan.loadPreset,
  many: view.many,
  "push-task": plan.pushTask,
  "remove-task": plan.removeTask,
  "append-tasks": plan.appendTasks,
  "replace-workload": plan.replaceWorkload,
  "add-fault": plan.addFault,
  "remove-fault": plan.removeFault,
  "publish-astray": broker.publishAstray,
  "publish-burst": broker.publishBurst,
  "restart-broker": broker.restartBroker,
  "retry-broker": broker.retryBroker,
  "use-embedded-broker": broker.takeEmbeddedBroker,
  "start-over": lesson.startOver,
  "do-in-lesson": lesson.doInLesson,
  undo: plan.undo,
  redo: plan.redo,
  help: view.help,
} as const;

type Actions = typeof USER_ACTIONS;

export type AskedType = keyof Actions;

/** What is asked for, with what it takes. */
export type Asked = {
  readonly [Type in AskedType]: { readonly type: Type } & Takes<Actions[Type]>;
}[AskedType];

type Takes<Action> = Action extends UserAction<infer What> ? Omit<What, "type"> : never;

/** @returns the action as any: what is asked of it is of its type, by {@link Asked}. */
export function actionOf(type: AskedType): UserAction {
  return USER_ACTIONS[type] as unknown as UserAction;
}

/** Why it would do nothing now; `null`, it is on. */
export function offOf(seen: Seen, type: AskedType): WhyOff | null {
  const { right, off } = actionOf(type);
  return seen.can(right) ? (off?.(seen) ?? null) : "viewer";
}

/** An action's keys as a button or a tip says them. */
export function shortcutOf(type: AskedType): string {
  return actionOf(type).shown.join(" ");
}
