import type { Asked } from "#client/actions/user-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { useAsked } from "./use-asked.ts";

interface ActionButtonProps {
  readonly asked: Asked;
  readonly icon: IconName;
  readonly label: string;
  /** In place of all the action's keys. */
  readonly shortcut?: string | undefined;
  /** Only said to be off: a button that was just pressed keeps the keyboard's focus. */
  readonly keepsFocus?: boolean;
  readonly className?: string;
}

/** A user action as a button with a sign on it: off for the action's reason, which its tip says, as it says its keys. */
export function ActionButton(props: ActionButtonProps) {
  const { asked, icon, label, shortcut, keepsFocus = false, className = "" } = props;
  const { off, tip, press } = useAsked(asked);
  const isOff = off !== null;
  const said = isOff ? tip : (shortcut ?? tip);
  return (
    <Button
      look="icon"
      className={className}
      aria-label={label}
      title={said === undefined ? label : `${label} (${said})`}
      disabled={isOff && !keepsFocus}
      aria-disabled={(isOff && keepsFocus) || undefined}
      onClick={press}
    >
      <Icon name={icon} />
    </Button>
  );
}
