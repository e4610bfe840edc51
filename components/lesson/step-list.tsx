import type { LessonSnapshot } from "#client/lesson/lesson-progress.ts";
import type { LessonCommand, LessonTask } from "#shared/lesson/lesson.ts";
import { CheckTask } from "./check-task.tsx";

interface StepListProps {
  readonly tasks: readonly LessonTask[];
  readonly snapshot: LessonSnapshot;
  readonly canAct: boolean;
  readonly onAct: (command: LessonCommand) => void;
}

/** The tasks of one part. */
export function StepList({ tasks, snapshot, canAct, onAct }: StepListProps) {
  return (
    <ul>
      {tasks.map((task) => (
        <CheckTask
          key={task.id}
          task={task}
          isTicked={snapshot.ticked.includes(task.id)}
          progress={snapshot.progress[task.id]}
          canAct={canAct}
          onAct={onAct}
        />
      ))}
    </ul>
  );
}
