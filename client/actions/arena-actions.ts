import { isRunOn } from "#shared/protocol/lab-state.ts";
import type { Remedy } from "#shared/run/remedy-of.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Arm, ArmId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { armInHand, focusWorker, workerInHand, type WorkerPlace } from "./in-hand.ts";
import { nextPrefetch } from "./next-prefetch.ts";
import { asAsked, betweenRuns, KEYLESS, phaseOn, userAction, type Page } from "./user-action.ts";
import { planActs, runActs, type Act, type ActName } from "./worker-acts.ts";

interface ActOnWorker {
  readonly type: "act-on-worker";
  /** The first of these that can be done now. */
  readonly acts: readonly ActName[];
  /** Left out: the worker in whose row the keyboard is. */
  readonly at?: WorkerPlace;
}

const acts = (...names: readonly ActName[]): ActOnWorker => ({
  type: "act-on-worker",
  acts: names,
});

/** To the worker while a run is on, to the plan otherwise. */
export const actOnWorker = userAction<ActOnWorker>({
  keys: { k: acts("kill"), p: acts("pause", "resume"), s: acts("slow"), h: acts("hang") },
  shown: ["K", "P", "S", "H"],
  help: "actOnWorker",
  right: "act-on-worker",
  commands: (page, { acts: names, at = workerInHand(page.document) }) => {
    const act = at && actAt(page, at, names);
    if (!at || !act) return [];
    const { arm, worker } = at;
    const { does: action } = act;
    if (action.type === "remove") return [{ type: "remove-worker", arm, worker }];
    return action.type === "set-concurrency"
      ? [{ ...action, arm, worker }]
      : [{ type: "act-on-worker", arm, worker, action }];
  },
  does: ({ document }, { at = workerInHand(document) }) => {
    // What was pressed may be gone a moment later: the keyboard stays with the worker.
    if (at) focusWorker(document, at);
  },
});

export const addWorker = userAction<{ readonly type: "add-worker"; readonly arm?: ArmId }>({
  keys: { w: { type: "add-worker" } },
  shown: ["W"],
  help: "worker",
  right: "add-worker",
  commands: ({ document }, { arm = armInHand(document) }) => [{ type: "add-worker", arm }],
});

interface SetStrategy {
  readonly type: "set-strategy";
  readonly arm: ArmId;
  /** As it is to be: what it changes is asked for, and no more, so that somebody else's change of another setting stands. */
  readonly strategy: Strategy;
}

export const setStrategy = userAction<SetStrategy>({
  ...KEYLESS,
  right: "set-strategy",
  commands: (page, { arm, strategy }) => {
    const before = planOf(page, arm)?.strategy;
    return [{ type: "set-strategy", arm, strategy: difference(before, strategy) }];
  },
});

export const prefetch = userAction<{ readonly type: "prefetch"; readonly direction: 1 | -1 }>({
  keys: {
    "[": { type: "prefetch", direction: -1 },
    "]": { type: "prefetch", direction: 1 },
  },
  shown: ["[", "]"],
  help: "prefetch",
  right: "set-strategy",
  commands: (page, { direction }) =>
    changed(page, (before) => ({ prefetch: nextPrefetch(before.prefetch, direction) })),
});

export const toggleAck = userAction({
  keys: { x: { type: "toggle-ack" } as const },
  shown: ["X"],
  help: "ack",
  right: "set-strategy",
  commands: (page) => changed(page, ({ ack }) => ({ ack: ack === "manual" ? "auto" : "manual" })),
});

interface Mend {
  readonly type: "mend";
  readonly arm: ArmId;
  readonly remedy: Remedy;
}

/** What a note offers to do about what it says. */
export const mend = userAction<Mend>({
  ...KEYLESS,
  right: "act-on-worker",
  together: true,
  commands: (page, { arm, remedy }) => {
    switch (remedy.type) {
      case "act":
        return remedy.workers.map((worker) => ({
          type: "act-on-worker",
          arm,
          worker,
          action: remedy.action,
        }));
      case "declare":
        return [{ type: "set-strategy", arm, strategy: remedy.queue }];
      case "settings": {
        const before = planOf(page, arm)?.strategy;
        return [{ type: "set-strategy", arm, strategy: difference(before, remedy.change) }];
      }
    }
  },
});

export const addArm = userAction({
  ...KEYLESS,
  right: "add-arm",
  off: betweenRuns,
  commands: () => [{ type: "add-arm" }],
});

export const removeArm = userAction<{ readonly type: "remove-arm"; readonly arm: ArmId }>({
  ...KEYLESS,
  right: "remove-arm",
  off: betweenRuns,
  commands: asAsked,
});

function planOf({ plan }: Page, arm: ArmId): Arm | undefined {
  return plan.get().scenario?.arms.find((one) => one.arm === arm);
}

/** The setting of the arena in which the keyboard is. */
function changed(page: Page, change: (before: Strategy) => Partial<Strategy>) {
  const arm = armInHand(page.document);
  const before = planOf(page, arm)?.strategy;
  return before ? [{ type: "set-strategy", arm, strategy: change(before) } as const] : [];
}

function actAt(page: Page, { arm, worker }: WorkerPlace, names: readonly ActName[]): Act | null {
  const run = runByNow(page);
  const arena = run?.arms.find((one) => one.arm === arm) ?? null;
  const state = arena?.workers.findLast((one) => one.worker === worker) ?? null;
  const plan = planOf(page, arm)?.workers.find((one) => one.worker === worker) ?? null;
  const { shown, more } = isRunOn(phaseOn(page))
    ? runActs({ state, plan }, arena, run?.brokerLost != null)
    : planActs({ state, plan });
  return [...shown, ...more].find(({ name, off }) => names.includes(name) && off === null) ?? null;
}

/** Of one that the plan has left behind nothing is on the screen any more. */
function runByNow(page: Page): RunState | null {
  const isLeft = page.plan.get().isNew && !isRunOn(phaseOn(page));
  const { runId, state } = page.log.get();
  return runId === null || isLeft ? null : state;
}

function difference(before: Strategy | undefined, after: Partial<Strategy>): Partial<Strategy> {
  if (before === undefined) return after;
  const differing = Object.entries(after).filter(
    ([setting, value]) => before[setting as keyof Strategy] !== value,
  );
  return Object.fromEntries(differing);
}
