import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { LessonCommand, LessonTask, Progress } from "#shared/lesson/lesson.ts";
import { MarkedText } from "./marked-text.tsx";
import { useLearn } from "./use-learn.ts";

interface CheckTaskProps {
  readonly task: LessonTask;
  readonly isTicked: boolean;
  readonly progress: Progress | undefined;
  /** Its buttons act on a run: without one they only stand there. */
  readonly canAct: boolean;
  readonly onAct: (command: LessonCommand) => void;
}

/** Something to do or to see; nobody ticks it but the run. */
export function CheckTask({ task, isTicked, progress, canAct, onAct }: CheckTaskProps) {
  const { learn, say } = useLearn();
  return (
    <li className="mt-1.5">
      <div className={`flex items-start gap-2.5 ${isTicked ? "" : "font-semibold text-ink"}`}>
        <span
          role="img"
          aria-label={isTicked ? learn.done : learn.todo}
          className={`mt-[3px] grid size-4 flex-none place-items-center rounded-token border-[1.5px] ${isTicked ? "border-done-line bg-done-tint text-done-text" : "border-control"}`}
        >
          {isTicked && <Icon name="check" size={12} />}
        </span>
        <span className="min-w-0 flex-1">
          <MarkedText text={say(task.text)} />
        </span>
        {progress && !isTicked && (
          <span className="flex-none text-small leading-[1.9] font-normal text-ink-3">
            {learn.of(
              count(progress.have, progress),
              count(progress.need, progress),
              isTime(progress),
            )}
          </span>
        )}
      </div>
      {task.buttons && (
        <div className="mt-2 mb-1 ml-[26px] flex flex-wrap gap-1.5">
          {task.buttons.map(({ text, command }) => (
            <Button
              key={say(text)}
              disabled={!canAct}
              title={canAct ? undefined : learn.needsRun}
              onClick={() => {
                onAct(command);
              }}
            >
              {say(text)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

function isTime({ unit }: Progress): boolean {
  return unit === "seconds";
}

function count(value: number, progress: Progress): string {
  return isTime(progress) && value !== progress.need ? value.toFixed(1) : String(value);
}
