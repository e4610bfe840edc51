import type { Messages } from "#shared/messages/messages.ts";
import type { Right } from "#shared/protocol/rights.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import type { LabActions } from "./lab-actions.ts";
import { nextPrefetch } from "./next-prefetch.ts";
import type { PlaybackClock } from "#client/time/playback-clock.ts";

/** What a person can ask for, by key, button or menu. */
export type KeyAction =
  | { readonly type: "run-or-pause" }
  | { readonly type: "step-event"; readonly direction: 1 | -1 }
  | { readonly type: "step-second"; readonly direction: 1 | -1 }
  | { readonly type: "to-start" }
  | { readonly type: "to-now" }
  | { readonly type: "push"; readonly dots: number }
  | { readonly type: "focus-arm"; readonly arm: ArmId }
  /** The worker in whose row the keyboard is. */
  | { readonly type: "act-on-worker"; readonly act: "kill" | "halt" | "slow" | "hang" }
  | { readonly type: "add-worker" }
  | { readonly type: "prefetch"; readonly direction: 1 | -1 }
  | { readonly type: "toggle-ack" }
  | { readonly type: "panel"; readonly panel: "metrics" | "log" | "table" | "code" }
  | { readonly type: "note" }
  | { readonly type: "describe" }
  | { readonly type: "run-again" }
  | { readonly type: "reset-all" }
  | { readonly type: "undo" }
  | { readonly type: "redo" }
  | { readonly type: "help" };

/** What an action reaches of the page it is asked on. */
export interface PageInHand {
  /** Whether whoever is at the page may. */
  readonly can: (right: Right) => boolean;
  readonly actions: LabActions;
  readonly clock: PlaybackClock;
  /** The arena in which the keyboard is. */
  readonly arm: () => ArmId;
  readonly focusArm: (arm: ArmId) => void;
  /** Of that arena. */
  readonly changeStrategy: (change: (strategy: Strategy) => Partial<Strategy>) => void;
  readonly actOnWorker: (act: "kill" | "halt" | "slow" | "hang") => void;
  readonly openPanel: (panel: "metrics" | "log" | "table" | "code") => void;
  readonly openDialog: (dialog: "help" | "describe" | "note") => void;
}

/** One thing a person can do: its keys, its line in the help, the right it takes, and what it does. */
export interface UserAction<Asked extends KeyAction = KeyAction> {
  /** What each key asks for, by `KeyboardEvent.key` in small letters; Ctrl and Shift before it. */
  readonly keys: Readonly<Record<string, Asked>>;
  /** How those keys are written. */
  readonly shown: readonly string[];
  /** Its line in the help; two actions may share one. */
  readonly help: HelpLine;
  /** `watch`: it only looks. */
  readonly right: Right;
  readonly does: (page: PageInHand, asked: Asked) => void;
}

export type HelpLine = keyof Messages["shell"]["help"]["list"];

type UserActions = {
  readonly [Type in KeyAction["type"]]: UserAction<Extract<KeyAction, { readonly type: Type }>>;
};

/** In the order in which the help lists them. */
export const USER_ACTIONS: UserActions = {
  "run-or-pause": {
    keys: { " ": { type: "run-or-pause" } },
    shown: ["Space"],
    help: "run",
    right: "run",
    does: ({ actions }) => {
      actions.runOrPause();
    },
  },
  "step-event": {
    keys: {
      arrowleft: { type: "step-event", direction: -1 },
      arrowright: { type: "step-event", direction: 1 },
    },
    shown: ["←", "→"],
    help: "events",
    right: "watch",
    does: ({ actions }, { direction }) => {
      actions.stepView(direction);
    },
  },
  "step-second": {
    keys: {
      "shift arrowleft": { type: "step-second", direction: -1 },
      "shift arrowright": { type: "step-second", direction: 1 },
    },
    shown: ["Shift ←", "Shift →"],
    help: "second",
    right: "watch",
    does: ({ clock }, { direction }) => {
      clock.seek(clock.moment().nowMs + direction * 1000);
    },
  },
  "to-start": {
    keys: { home: { type: "to-start" } },
    shown: ["Home"],
    help: "ends",
    right: "watch",
    does: ({ clock }) => {
      clock.seek(0);
    },
  },
  "to-now": {
    keys: { end: { type: "to-now" } },
    shown: ["End"],
    help: "ends",
    right: "watch",
    does: ({ clock }) => {
      clock.follow();
    },
  },
  push: {
    keys: Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [String(i + 1), { type: "push", dots: i + 1 } as const]),
    ),
    shown: ["1", "…", "9"],
    help: "push",
    right: "push-task",
    does: ({ actions }, { dots }) => {
      void actions.push({ text: dottedText(dots), publishAtMs: 0 });
    },
  },
  "focus-arm": {
    keys: { a: { type: "focus-arm", arm: "A" }, b: { type: "focus-arm", arm: "B" } },
    shown: ["A", "B"],
    help: "focus",
    right: "watch",
    does: ({ focusArm }, { arm }) => {
      focusArm(arm);
    },
  },
  "act-on-worker": {
    keys: {
      k: { type: "act-on-worker", act: "kill" },
      p: { type: "act-on-worker", act: "halt" },
      s: { type: "act-on-worker", act: "slow" },
      h: { type: "act-on-worker", act: "hang" },
    },
    shown: ["K", "P", "S", "H"],
    help: "actOnWorker",
    right: "act-on-worker",
    does: ({ actOnWorker }, { act }) => {
      actOnWorker(act);
    },
  },
  "add-worker": {
    keys: { w: { type: "add-worker" } },
    shown: ["W"],
    help: "worker",
    right: "add-worker",
    does: ({ actions, arm }) => {
      void actions.send({ type: "add-worker", arm: arm() });
    },
  },
  prefetch: {
    keys: {
      "[": { type: "prefetch", direction: -1 },
      "]": { type: "prefetch", direction: 1 },
    },
    shown: ["[", "]"],
    help: "prefetch",
    right: "set-strategy",
    does: ({ changeStrategy }, { direction }) => {
      changeStrategy(({ prefetch }) => ({ prefetch: nextPrefetch(prefetch, direction) }));
    },
  },
  "toggle-ack": {
    keys: { x: { type: "toggle-ack" } },
    shown: ["X"],
    help: "ack",
    right: "set-strategy",
    does: ({ changeStrategy }) => {
      changeStrategy(({ ack }) => ({ ack: ack === "manual" ? "auto" : "manual" }));
    },
  },
  panel: {
    keys: {
      l: { type: "panel", panel: "log" },
      t: { type: "panel", panel: "table" },
      c: { type: "panel", panel: "code" },
      m: { type: "panel", panel: "metrics" },
    },
    shown: ["L", "T", "C", "M"],
    help: "panels",
    right: "watch",
    does: ({ openPanel }, { panel }) => {
      openPanel(panel);
    },
  },
  note: {
    keys: { n: { type: "note" } },
    shown: ["N"],
    help: "note",
    right: "note",
    does: ({ openDialog }) => {
      openDialog("note");
    },
  },
  describe: {
    keys: { d: { type: "describe" } },
    shown: ["D"],
    help: "describe",
    right: "watch",
    does: ({ openDialog }) => {
      openDialog("describe");
    },
  },
  "run-again": {
    keys: { r: { type: "run-again" } },
    shown: ["R"],
    help: "again",
    right: "run",
    does: ({ actions }) => {
      actions.runAgain();
    },
  },
  "reset-all": {
    // The key's place: Alt may make another letter of it.
    keys: { "alt KeyR": { type: "reset-all" } },
    shown: ["Alt R"],
    help: "reset",
    right: "reset",
    does: ({ actions }) => {
      actions.resetAll();
    },
  },
  undo: {
    keys: { "ctrl z": { type: "undo" } },
    shown: ["Ctrl Z"],
    help: "undo",
    right: "set-scenario",
    does: ({ actions }) => {
      actions.undo();
    },
  },
  redo: {
    keys: { "ctrl shift z": { type: "redo" } },
    shown: ["Ctrl Shift Z"],
    help: "undo",
    right: "set-scenario",
    does: ({ actions }) => {
      actions.redo();
    },
  },
  help: {
    keys: { "?": { type: "help" } },
    shown: ["?"],
    help: "help",
    right: "watch",
    does: ({ openDialog }) => {
      openDialog("help");
    },
  },
};

/** An action's keys as a button or a tip says them. */
export function shortcutOf(type: KeyAction["type"]): string {
  return USER_ACTIONS[type].shown.join(" ");
}

/** What is asked for, done by who may. */
export function perform(page: PageInHand, asked: KeyAction): void {
  if (!page.can(USER_ACTIONS[asked.type].right)) return;
  // An action of a type is given what is asked of that type: the table is made of them.
  (USER_ACTIONS[asked.type] as UserAction).does(page, asked);
}
