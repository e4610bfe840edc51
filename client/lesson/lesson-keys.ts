import { actionFor, type KeyPress } from "#client/actions/use-keyboard.ts";

/** What a key asks for in a lesson: fewer things than in the lab, and two of its own. */
export type LessonKey =
  | { readonly type: "run-or-pause" }
  | { readonly type: "step-event"; readonly direction: 1 | -1 }
  | { readonly type: "to-start" }
  | { readonly type: "to-now" }
  | { readonly type: "push"; readonly dots: number }
  | { readonly type: "run-again" }
  | { readonly type: "reset-all" }
  | { readonly type: "notes" }
  | { readonly type: "hint" };

/** What a key press asks for, or `null`. @param singleKeys whether keys without a modifier may act */
export function lessonKeyFor(press: KeyPress, singleKeys: boolean): LessonKey | null {
  const isPlain = singleKeys && !press.inField && !press.altKey && !press.ctrlKey && !press.metaKey;
  const key = press.key.toLowerCase();
  if (isPlain && key === "n") return { type: "notes" };
  if (isPlain && key === "h") return { type: "hint" };
  const action = actionFor(press, singleKeys);
  switch (action?.type) {
    case "run-or-pause":
    case "step-event":
    case "to-start":
    case "to-now":
    case "push":
    case "run-again":
    case "reset-all":
      return action;
    default:
      return null;
  }
}
