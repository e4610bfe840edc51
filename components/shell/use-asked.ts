import { offOf, shortcutOf, type Asked } from "#client/actions/user-actions.ts";
import type { WhyOff } from "#client/actions/user-action.ts";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";

export interface AskedHere {
  /** Why it would do nothing now; `null`, it is on. */
  readonly off: WhyOff | null;
  /** The reason in words, or the action's keys. */
  readonly tip: string | undefined;
  readonly press: () => void;
}

/** What a button or a menu's line needs to be the way to an action. */
export function useAsked(asked: Asked): AskedHere {
  const lab = useLab();
  const words = useMessages().off;
  const off = offOf(lab, asked.type);
  return {
    off,
    tip: off === null ? shortcutOf(asked.type) || undefined : words[off],
    press: () => void lab.ask(asked),
  };
}
