import type { ArmId } from "#shared/scenario/scenario.ts";

/** What a key asks for. */
export type KeyAction =
  | { readonly type: "run-or-pause" }
  | { readonly type: "step-event"; readonly direction: 1 | -1 }
  | { readonly type: "step-second"; readonly direction: 1 | -1 }
  | { readonly type: "to-start" }
  | { readonly type: "to-now" }
  | { readonly type: "push"; readonly dots: number }
  | { readonly type: "focus-arm"; readonly arm: ArmId }
  | { readonly type: "add-worker" }
  /** The worker in whose row the keyboard is. */
  | { readonly type: "act-on-worker"; readonly act: "kill" | "halt" | "slow" | "hang" }
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

/** What is known of a key press. */
export interface KeyPress {
  readonly key: string;
  /** The key's place, which Alt and layouts do not change. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** In a text field every single key is text. */
  readonly inField: boolean;
  /** On a button, slider or tab, Space and arrows are that control's. */
  readonly onControl: boolean;
}

const SINGLE: Readonly<Record<string, KeyAction>> = {
  a: { type: "focus-arm", arm: "A" },
  b: { type: "focus-arm", arm: "B" },
  w: { type: "add-worker" },
  k: { type: "act-on-worker", act: "kill" },
  p: { type: "act-on-worker", act: "halt" },
  s: { type: "act-on-worker", act: "slow" },
  h: { type: "act-on-worker", act: "hang" },
  "[": { type: "prefetch", direction: -1 },
  "]": { type: "prefetch", direction: 1 },
  x: { type: "toggle-ack" },
  l: { type: "panel", panel: "log" },
  t: { type: "panel", panel: "table" },
  c: { type: "panel", panel: "code" },
  m: { type: "panel", panel: "metrics" },
  n: { type: "note" },
  d: { type: "describe" },
  r: { type: "run-again" },
  "?": { type: "help" },
};

const MOVES: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: { type: "step-event", direction: -1 },
  ArrowRight: { type: "step-event", direction: 1 },
  Home: { type: "to-start" },
  End: { type: "to-now" },
};

/** What a key press asks for, or `null`. @param singleKeys whether keys without a modifier may act */
export function actionFor(press: KeyPress, singleKeys: boolean): KeyAction | null {
  const { key, code, shiftKey, altKey, inField, onControl } = press;
  if (press.ctrlKey || press.metaKey) {
    if (inField || altKey || key.toLowerCase() !== "z") return null;
    return { type: shiftKey ? "redo" : "undo" };
  }
  if (altKey) return code === "KeyR" ? { type: "reset-all" } : null;
  if (inField || !singleKeys) return null;
  if (key === " ") return onControl ? null : { type: "run-or-pause" };
  const move = MOVES[key];
  if (move !== undefined) {
    if (onControl) return null;
    if (shiftKey && move.type === "step-event") return { ...move, type: "step-second" };
    return move;
  }
  if (/^[1-9]$/.test(key)) return { type: "push", dots: Number(key) };
  return SINGLE[key.toLowerCase()] ?? null;
}
