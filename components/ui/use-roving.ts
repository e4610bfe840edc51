import { useState, type KeyboardEvent } from "react";

interface Roving {
  /** The item that Tab reaches. */
  readonly stop: string;
  readonly tabIndexOf: (key: string | number) => 0 | -1;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * One tab stop for a list of items that carry `data-rove`: Left and Right move inside it, Home and
 * End to its ends.
 *
 * @param keys the items' keys in order. @param initial the tab stop before any was focused.
 */
export function useRoving(keys: readonly (string | number)[], initial?: string | number): Roving {
  const [last, setLast] = useState<string | null>(null);
  const names = keys.map(String);
  const stop = last !== null && names.includes(last) ? last : String(initial ?? names[0] ?? "");

  return {
    stop,
    tabIndexOf: (key) => (String(key) === stop ? 0 : -1),
    onFocus: ({ target }) => {
      const key = (target as Element).getAttribute("data-rove");
      if (key !== null) setLast(key);
    },
    onKeyDown: (event) => {
      const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-rove]")];
      const at = items.findIndex((item) => item === document.activeElement);
      const to = destination(event.key, at, items.length);
      if (to === undefined || at === -1) return;
      event.preventDefault();
      event.stopPropagation();
      items[to]?.focus();
    },
  };
}

function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return Math.min(at + 1, count - 1);
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
