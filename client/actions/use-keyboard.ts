import { useEffect, useEffectEvent } from "react";
import type { Page } from "./user-action.ts";
import { actionOf, USER_ACTIONS, type Asked } from "./user-actions.ts";

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

const byKey = new Map<string, Asked>(
  Object.values(USER_ACTIONS).flatMap(({ keys }) => Object.entries(keys as Record<string, Asked>)),
);

const A_CONTROL_S = new Set([" ", "arrowleft", "arrowright", "home", "end"]);

/** What a key press asks for, or `null`. @param singleKeys whether keys without a modifier may act */
export function actionFor(press: KeyPress, singleKeys: boolean): Asked | null {
  const { code, shiftKey, altKey, inField, onControl } = press;
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) {
    return inField || altKey ? null : (byKey.get(`ctrl ${shiftKey ? "shift " : ""}${key}`) ?? null);
  }
  if (altKey) return byKey.get(`alt ${code}`) ?? null;
  if (inField || !singleKeys || (onControl && A_CONTROL_S.has(key))) return null;
  return (shiftKey ? byKey.get(`shift ${key}`) : undefined) ?? byKey.get(key) ?? null;
}

/**
 * Does what is asked for, by key, button or menu, for whoever has the right to.
 *
 * @returns whether all of it was done.
 */
export async function perform(page: Page, asked: Asked): Promise<boolean> {
  const { right, commands, together, does } = actionOf(asked.type);
  if (!page.can(right)) return false;
  const found = commands?.(page, asked) ?? [];
  does?.(page, asked);
  const toSend = found instanceof Promise ? await found.catch(() => null) : found;
  // What it takes could not be loaded.
  if (toSend === null) return false;
  if (together) {
    const answers = await Promise.all(toSend.map((command) => page.plan.send(command)));
    return answers.every(({ ok }) => ok);
  }
  for (const command of toSend) {
    const { ok } = await page.plan.send(command);
    if (!ok) return false;
  }
  return true;
}
