import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { ActionButton } from "#components/shell/action-button.tsx";

/** For the mouse what the keys are for the keyboard; there once something of the plan was changed. */
export function UndoButtons() {
  const { canUndo, canRedo } = useLab();
  const { composer } = useMessages();
  if (!canUndo && !canRedo) return null;
  return (
    <div className="-mx-2 flex flex-none">
      <ActionButton asked={{ type: "undo" }} icon="undo" label={composer.undo} keepsFocus />
      <ActionButton
        asked={{ type: "redo" }}
        icon="redo"
        label={composer.redo}
        keepsFocus
        className="max-xl:hidden"
      />
    </div>
  );
}
