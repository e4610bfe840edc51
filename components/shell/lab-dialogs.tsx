import type { LabActions } from "#client/actions/lab-actions.ts";
import type { LabSession } from "#client/lab-session.ts";
import type { ViewedRun } from "#client/log/use-viewed-run.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { useStore } from "#client/use-store.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { isRunOn } from "#shared/protocol/lab-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { DescribeNow } from "./describe-now.tsx";
import { HelpText } from "./help-text.tsx";
import { FIRST_MANY_DRAFT, type ManyDraft } from "#components/composer/many-draft.ts";
import { ManyTasks } from "#components/composer/many-tasks.tsx";
import { NoteForm } from "./note-form.tsx";
import type { DialogName } from "./use-key-actions.ts";

interface LabDialogsProps {
  readonly dialog: DialogName;
  readonly onClose: () => void;
  readonly session: LabSession;
  readonly viewed: ViewedRun;
  readonly scenario: Scenario;
  /** `null` before anything was typed there. */
  readonly manyDraft: ManyDraft | null;
  readonly onManyDraft: (draft: ManyDraft) => void;
  readonly actions: LabActions;
  readonly preferences: Preferences;
  readonly preferenceStore: PreferenceStore;
}

/** Whatever takes the keyboard for itself. Loaded when first asked for. */
export function LabDialogs(props: LabDialogsProps) {
  const { dialog, onClose, session, viewed, scenario, actions } = props;
  const { run } = viewed;
  const { shell, composer } = useMessages();
  const { lab } = useStore(session.connection);
  const { nowMs } = session.ticker.get();
  const hasRun = run.runId !== null;

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
          <DescribeNow viewed={viewed} scenario={scenario} />
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
            hasRun={isRunOn(lab?.phase)}
            onCancel={onClose}
            onAdd={(text) => {
              void actions.send({ type: "note", text });
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
            locked={isRunOn(lab?.phase)}
            onSend={actions.send}
            onClose={onClose}
          />
        </Dialog>
      );
  }
}
