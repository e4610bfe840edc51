import type { LabActions } from "#client/actions/lab-actions.ts";
import type { PlaybackClock } from "#client/time/playback-clock.ts";
import { actionFor, useKeyboard } from "#client/actions/use-keyboard.ts";
import { perform, type KeyAction } from "#client/actions/user-actions.ts";
import { armInHand, focusArm, focusWorker, workerInHand } from "#client/actions/in-hand.ts";
import { arenaViews } from "#components/stage/arena/arena-view.model.ts";
import { planActs, runActs, type ActName } from "#components/stage/worker/worker-acts.model.ts";
import type { Right } from "#shared/protocol/rights.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { DrawerTab } from "#components/results/drawer.tsx";

export type DialogName = "help" | "describe" | "note" | "many";

interface KeyActionsDeps {
  readonly singleKeys: boolean;
  readonly can: (right: Right) => boolean;
  readonly scenario: Scenario;
  /** As it is by now; of no plan while none is on. */
  readonly run: RunState;
  readonly isRunOn: boolean;
  readonly clock: PlaybackClock;
  readonly actions: LabActions;
  readonly onPanel: (panel: DrawerTab) => void;
  readonly onDialog: (dialog: DialogName) => void;
}

/** Does what a key asks for, for whoever has the right to. @returns the same for a button or a menu that asks. */
export function useKeyActions(deps: KeyActionsDeps): (asked: KeyAction) => void {
  const { singleKeys, can, scenario, clock, actions, onPanel, onDialog } = deps;

  const actOnWorker = (names: readonly ActName[]) => {
    const place = workerInHand(document);
    const view = arenaViews(deps.run, scenario).find(({ arm }) => arm === place?.arm);
    const lane = view?.lanes.find(({ worker }) => worker === place?.worker);
    if (!place || !view || !lane) return;
    const acts = deps.isRunOn
      ? runActs(lane, view.state, deps.run.brokerLost !== null)
      : planActs(lane);
    const act = acts.shown.find(({ name, off }) => names.includes(name) && off === null);
    if (!act) return;
    // The mark that has the keyboard may be gone a moment later.
    focusWorker(document, place);
    actions.actOnWorker(place.arm, place.worker, act.does);
  };

  const ask = (asked: KeyAction) => {
    perform(
      {
        can,
        actions,
        clock,
        arm: () => armInHand(document),
        focusArm: (arm) => {
          focusArm(document, arm);
        },
        changeStrategy: (change) => {
          const arm = armInHand(document);
          const strategy = scenario.arms.find((one) => one.arm === arm)?.strategy;
          if (strategy) actions.setStrategy(arm, { ...strategy, ...change(strategy) });
        },
        actOnWorker: (act) => {
          actOnWorker(NAMES[act]);
        },
        openPanel: onPanel,
        openDialog: onDialog,
      },
      asked,
    );
  };
  useKeyboard(singleKeys, actionFor, ask);
  return ask;
}

const NAMES = {
  kill: ["kill"],
  halt: ["pause", "resume"],
  slow: ["slow"],
  hang: ["hang"],
} as const satisfies Record<string, readonly ActName[]>;
