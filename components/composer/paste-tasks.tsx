import { useId } from "react";
import { shortSeconds, seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { parseWorkload, type LineProblem } from "#shared/scenario/parse-workload.ts";
import type { PlannedTask } from "#shared/scenario/scenario.ts";
import { WORKLOAD_LIMITS, workloadTotals } from "#shared/scenario/workload.ts";
import { ManyButtons } from "./many-buttons.tsx";
import { lineProblem } from "#components/words/text-problem.ts";

interface PasteTasksProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly room: number;
  readonly onReplace: (tasks: readonly PlannedTask[]) => void;
  readonly onAppend: (tasks: readonly PlannedTask[]) => void;
  readonly onCancel: () => void;
}

const MOST_PROBLEMS = 5;

/** Many lines at once. What is wrong is named line by line; nothing typed goes away. */
export function PasteTasks(props: PasteTasksProps) {
  const { text, onText, room, onReplace, onAppend, onCancel } = props;
  const { composer } = useMessages();
  const id = useId();
  const parsed = parseWorkload(text);
  const tasks = parsed.ok ? parsed.value : [];
  const totals = workloadTotals(tasks);

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-small text-ink-2">
          {composer.pasteLabel}
        </label>
        <textarea
          id={id}
          value={text}
          rows={8}
          spellCheck={false}
          placeholder={composer.pastePlaceholder}
          aria-invalid={!parsed.ok || undefined}
          aria-describedby={`${id}-said`}
          onChange={(event) => {
            onText(event.target.value);
          }}
          className={`rounded-ctl border bg-surface p-2.5 font-mono text-body ${parsed.ok ? "border-control" : "border-lost-line"}`}
        />
      </div>
      <div id={`${id}-said`} role="status" className="min-h-9 text-small">
        {parsed.ok ? (
          <p className="text-ink-2">
            {tasks.length === 0
              ? composer.pasteHint
              : composer.preview(
                  totals.tasks,
                  shortSeconds(totals.serviceMs),
                  seconds(totals.lastPublishAtMs),
                )}
          </p>
        ) : (
          <LineProblems problems={parsed.error} />
        )}
      </div>
      <ManyButtons
        tasks={tasks}
        room={room}
        onReplace={onReplace}
        onAppend={onAppend}
        onCancel={onCancel}
      />
    </div>
  );
}

function LineProblems({ problems }: { readonly problems: readonly LineProblem[] }) {
  const { composer } = useMessages();
  const more = problems.length - MOST_PROBLEMS;
  return (
    <ul className="text-lost-text">
      {problems.slice(0, MOST_PROBLEMS).map((problem) => (
        <li key={problem.line}>{lineProblem(composer, problem, WORKLOAD_LIMITS.tasks)}</li>
      ))}
      {more > 0 && <li>{composer.moreProblems(more)}</li>}
    </ul>
  );
}
