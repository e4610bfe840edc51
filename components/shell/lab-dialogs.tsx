import type { DialogName } from "#client/actions/user-action.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { useLab } from "#client/use-lab.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { DescribeNow } from "./describe-now.tsx";
import { HelpText } from "./help-text.tsx";
import { FIRST_MANY_DRAFT, type ManyDraft } from "#components/composer/many-draft.ts";
import { ManyTasks } from "#components/composer/many-tasks.tsx";
import { NoteForm } from "./note-form.tsx";

interface LabDialogsProps {
  readonly dialog: DialogName;
  readonly onClose: () => void;
  /** `null` before anything was typed there. */
  readonly manyDraft: ManyDraft | null;
  readonly onManyDraft: (draft: ManyDraft) => void;
  readonly preferences: Preferences;
  readonly preferenceStore: PreferenceStore;
}

/** Whatever takes the keyboard for itself. Loaded when first asked for. */
export function LabDialogs(props: LabDialogsProps) {
  const { dialog, onClose } = props;
  const { shell, composer } = useMessages();
  const lab = useLab();
  const { scenario, isRunOn, ask, hasRun } = lab;
  const { nowMs } = lab.ticker.get();

  switch (dialog) {
    case "help":
      return (
        <Dialog
          open
          onClose={onClose}
          title={shell.help.title}
          closeLabel={shell.help.close}
          width={680}
        >
          <HelpText preferences={props.preferences} preferenceStore={props.preferenceStore} />
        </Dialog>
      );
    case "describe":
      return (
        <Dialog
          open
          onClose={onClose}
          title={shell.describe.title(seconds(hasRun ? nowMs : 0))}
          closeLabel={shell.describe.close}
        >
          <DescribeNow />
        </Dialog>
      );
    case "note":
      return (
        <Dialog
          open
          onClose={onClose}
          title={shell.note.title(seconds(hasRun ? nowMs : 0))}
          closeLabel={shell.note.cancel}
          width={440}
        >
          <NoteForm
            hasRun={isRunOn}
            onCancel={onClose}
            onAdd={(text) => {
              void ask({ type: "pin-note", text });
              onClose();
            }}
          />
        </Dialog>
      );
    case "many":
      return (
        <Dialog open onClose={onClose} title={composer.manyTitle} closeLabel={composer.cancel}>
          <ManyTasks
            scenario={scenario}
            draft={props.manyDraft ?? FIRST_MANY_DRAFT}
            onDraft={props.onManyDraft}
            locked={isRunOn}
            ask={ask}
            onClose={onClose}
          />
        </Dialog>
      );
  }
}
