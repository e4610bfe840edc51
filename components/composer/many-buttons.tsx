import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PlannedTask } from "#shared/scenario/scenario.ts";

interface ManyButtonsProps {
  readonly tasks: readonly PlannedTask[];
  /** How many more the workload takes. */
  readonly room: number;
  readonly onReplace: (tasks: readonly PlannedTask[]) => void;
  readonly onAppend: (tasks: readonly PlannedTask[]) => void;
  readonly onCancel: () => void;
}

/** What to do with the tasks made. */
export function ManyButtons({ tasks, room, onReplace, onAppend, onCancel }: ManyButtonsProps) {
  const { composer } = useMessages();
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button look="ghost" onClick={onCancel}>
        {composer.cancel}
      </Button>
      <Button
        disabled={tasks.length === 0 || tasks.length > room}
        onClick={() => {
          onAppend(tasks);
        }}
      >
        {composer.append}
      </Button>
      <Button
        look="primary"
        className="pl-3.5"
        disabled={tasks.length === 0}
        onClick={() => {
          onReplace(tasks);
        }}
      >
        {composer.replace}
      </Button>
    </div>
  );
}
