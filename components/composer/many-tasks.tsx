import type { Asked } from "#client/actions/user-actions.ts";
import type { LabInHand } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { PlannedTask, Scenario } from "#shared/scenario/scenario.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import { GenerateTasks } from "./generate-tasks.tsx";
import type { ManyDraft } from "./many-draft.ts";
import { PasteTasks } from "./paste-tasks.tsx";

interface ManyTasksProps {
  readonly scenario: Scenario;
  /** A run is on: the plan cannot be changed, what is typed stays. */
  readonly locked: boolean;
  readonly ask: LabInHand["ask"];
  /** What was typed before, if only to be closed: nothing typed is thrown away. */
  readonly draft: ManyDraft;
  readonly onDraft: (draft: ManyDraft) => void;
  readonly onClose: () => void;
}

/** Pasted or generated: many tasks in one go. */
export function ManyTasks(props: ManyTasksProps) {
  const { scenario, locked, draft, onDraft, ask, onClose } = props;
  const { composer } = useMessages();
  const { way } = draft;
  const room = WORKLOAD_LIMITS.tasks - scenario.workload.length;

  const askAndClose = async (asked: Asked) => {
    if (!(await ask(asked))) return;
    // Taken lines are in the plan now; a recipe may be wanted again.
    if (way === "paste") onDraft({ ...draft, text: "" });
    onClose();
  };
  const replace = (tasks: readonly PlannedTask[], seed?: number) =>
    void askAndClose({ type: "replace-workload", tasks, ...(seed !== undefined && { seed }) });
  const append = (tasks: readonly PlannedTask[], seed?: number) =>
    void askAndClose({ type: "append-tasks", tasks, ...(seed !== undefined && { seed }) });
  const ways = { room, onReplace: replace, onAppend: append, onCancel: onClose };

  return (
    <div className="flex flex-col gap-4">
      {locked && <p className="text-lost-text">{composer.runOn}</p>}
      <div className="flex">
        <Segmented
          label={composer.manyTitle}
          value={way}
          onChange={(chosen) => {
            onDraft({ ...draft, way: chosen });
          }}
          options={[
            { value: "paste", text: composer.paste },
            { value: "generate", text: composer.generate },
          ]}
        />
      </div>
      <div hidden={way !== "paste"}>
        <PasteTasks
          {...ways}
          text={draft.text}
          onText={(text) => {
            onDraft({ ...draft, text });
          }}
        />
      </div>
      <div hidden={way !== "generate"}>
        <GenerateTasks
          {...ways}
          draft={draft.recipe}
          capacity={(scenario.arms[0]?.workers ?? []).reduce((sum, { speed }) => sum + speed, 0)}
          onDraft={(recipe) => {
            onDraft({ ...draft, recipe });
          }}
        />
      </div>
    </div>
  );
}
