import { useEffect, useEffectEvent } from "react";
import type { KeyPress } from "./key-map.ts";

const FIELDS = "input, textarea, select, [contenteditable='true']";
const CONTROLS =
  "button, a, summary, [role='slider'], [role='tab'], [role='radio'], [role='switch'], [role^='menuitem']";
/** While one of these has the keyboard, only it has. */
const OVERLAYS = "[role='dialog'], [role='menu']";

/** Calls back for every key press that asks for something, wherever on the page it falls. */
export function useKeyboard<Action extends { readonly type: string }>(
  singleKeys: boolean,
  actionFor: (press: KeyPress, singleKeys: boolean) => Action | null,
  onAction: (action: Action) => void,
): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof Element)) return;
    if (target.closest(OVERLAYS) !== null) return;
    const action = actionFor(
      {
        key: event.key,
        code: event.code,
        shiftKey: event.shiftKey,
        altKey: event.altKey,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        inField: target.matches(FIELDS),
        onControl: target.closest(CONTROLS) !== null,
      },
      singleKeys,
    );
    if (action === null) return;
    if (event.repeat && !action.type.startsWith("step")) return;
    event.preventDefault();
    onAction(action);
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      act(event);
    };
    window.addEventListener("keydown", listener);
    return () => {
      window.removeEventListener("keydown", listener);
    };
  }, []);
}
