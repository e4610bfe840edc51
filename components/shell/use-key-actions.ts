import { armInHand, focusArm } from "#client/arm-in-hand.ts";
import type { LabActions } from "#client/lab-actions.ts";
import { actionFor, type KeyAction } from "#client/key-map.ts";
import { nextPrefetch } from "#client/next-prefetch.ts";
import type { PlaybackClock } from "#client/playback-clock.ts";
import { useKeyboard } from "#client/use-keyboard.ts";
import { focusWorker, workerInHand } from "#client/worker-in-hand.ts";
import { arenaViews } from "#components/lab/arena-view.model.ts";
import { planActs, runActs, type ActName } from "#components/lab/worker-acts.model.ts";
import { assertNever } from "#shared/kernel/assert-never.ts";
import type { Right } from "#shared/protocol/rights.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import type { DrawerTab } from "./drawer.tsx";

export type DialogName = "help" | "describe" | "note" | "many";

interface KeyActionsPorts {
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

/** What each key does here. Looking is everyone's; the rest does nothing for one who watches. */
export function useKeyActions(ports: KeyActionsPorts): void {
  const { singleKeys, can, scenario, clock, actions, onPanel, onDialog } = ports;

  const changeStrategy = (change: (strategy: Strategy) => Strategy) => {
    const arm = armInHand(document);
    const strategy = scenario.arms.find((one) => one.arm === arm)?.strategy;
    if (strategy !== undefined) actions.setStrategy(arm, change(strategy));
  };

  const actOnWorker = (names: readonly ActName[]) => {
    const place = workerInHand(document);
    const view = arenaViews(ports.run, scenario).find(({ arm }) => arm === place?.arm);
    const lane = view?.lanes.find(({ worker }) => worker === place?.worker);
    if (!place || !view || !lane) return;
    const acts = ports.isRunOn
      ? runActs(lane, view.state, ports.run.brokerLost !== null)
      : planActs(lane);
    const act = acts.shown.find(({ name, off }) => names.includes(name) && off === null);
    if (!act) return;
    // The mark that has the keyboard may be gone a moment later.
    focusWorker(document, place);
    actions.actOnWorker(place.arm, place.worker, act.does);
  };

  const look = (action: KeyAction): boolean => {
    switch (action.type) {
      case "step-event":
        actions.stepView(action.direction);
        return true;
      case "step-second":
        clock.seek(clock.moment().nowMs + action.direction * 1000);
        return true;
      case "to-start":
        clock.seek(0);
        return true;
      case "to-now":
        clock.follow();
        return true;
      case "focus-arm":
        focusArm(document, action.arm);
        return true;
      case "panel":
        onPanel(action.panel);
        return true;
      case "describe":
      case "help":
        onDialog(action.type);
        return true;
      default:
        return false;
    }
  };

  const steer = (action: KeyAction) => {
    switch (action.type) {
      case "run-or-pause":
        actions.runOrPause();
        return;
      case "push":
        void actions.push({ text: dottedText(action.dots), publishAtMs: 0 });
        return;
      case "add-worker":
        void actions.send({ type: "add-worker", arm: armInHand(document) });
        return;
      case "act-on-worker":
        actOnWorker(NAMES[action.act]);
        return;
      case "prefetch":
        changeStrategy((strategy) => ({
          ...strategy,
          prefetch: nextPrefetch(strategy.prefetch, action.direction),
        }));
        return;
      case "toggle-ack":
        changeStrategy((strategy) => ({
          ...strategy,
          ack: strategy.ack === "manual" ? "auto" : "manual",
        }));
        return;
      case "note":
        onDialog("note");
        return;
      case "run-again":
        actions.runAgain();
        return;
      case "reset-all":
        actions.resetAll();
        return;
      case "undo":
        actions.undo();
        return;
      case "redo":
        actions.redo();
        return;
      case "step-event":
      case "step-second":
      case "to-start":
      case "to-now":
      case "focus-arm":
      case "panel":
      case "describe":
      case "help":
        return;
      default:
        assertNever(action);
    }
  };

  useKeyboard(singleKeys, actionFor, (action) => {
    if (!look(action) && can(RIGHT_TO[action.type] ?? "watch")) steer(action);
  });
}

/** What a key needs; the others are for everybody. */
const RIGHT_TO: Partial<Record<KeyAction["type"], Right>> = {
  "run-or-pause": "run",
  push: "push-task",
  "add-worker": "add-worker",
  "act-on-worker": "act-on-worker",
  prefetch: "set-strategy",
  "toggle-ack": "set-strategy",
  note: "note",
  "run-again": "run",
  "reset-all": "reset",
  undo: "set-scenario",
  redo: "set-scenario",
};

const NAMES = {
  kill: ["kill"],
  halt: ["pause", "resume"],
  slow: ["slow"],
  hang: ["hang"],
} as const satisfies Record<string, readonly ActName[]>;
