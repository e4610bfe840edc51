import { shortcutOf, type KeyAction } from "#client/actions/user-actions.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

interface UndoButtonsProps {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The plan cannot be changed now. */
  readonly locked: boolean;
  readonly ask: (asked: KeyAction) => void;
}

/** For the mouse what the keys are for the keyboard; there once something of the plan was changed. */
export function UndoButtons({ canUndo, canRedo, locked, ask }: UndoButtonsProps) {
  const { composer } = useMessages();
  if (!canUndo && !canRedo) return null;
  // Only said to be disabled: a button that was just pressed keeps the keyboard's focus.
  return (
    <div className="-mx-2 flex flex-none">
      <Button
        look="icon"
        aria-label={composer.undo}
        title={`${composer.undo} (${shortcutOf("undo")})`}
        aria-disabled={!canUndo || locked || undefined}
        onClick={() => {
          ask({ type: "undo" });
        }}
      >
        <Icon name="undo" />
      </Button>
      <Button
        look="icon"
        className="max-xl:hidden"
        aria-label={composer.redo}
        title={`${composer.redo} (${shortcutOf("redo")})`}
        aria-disabled={!canRedo || locked || undefined}
        onClick={() => {
          ask({ type: "redo" });
        }}
      >
        <Icon name="redo" />
      </Button>
    </div>
  );
}
