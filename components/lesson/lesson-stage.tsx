import { useMemo, useState } from "react";
import { LabContext, useLab } from "#client/use-lab.ts";
import { Stage } from "#components/stage/stage.tsx";
import type { Lesson } from "#shared/lesson/lesson.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { useLearn } from "./use-learn.ts";

interface LessonStageProps {
  readonly lesson: Lesson;
  readonly guess: string | null;
  /** The arenas have their own controls. */
  readonly canSteer: boolean;
}

/** The lab's stage, as large as what is on it. */
export function LessonStage({ lesson, guess, canSteer }: LessonStageProps) {
  const lab = useLab();
  const { scenario } = lab;
  const { learn, say } = useLearn();
  const [linkedTask, setLinkedTask] = useState<TaskNumber | null>(null);
  const chosen = lesson.predict.choices.find(({ id }) => id === guess);
  const captions = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(lesson.captions ?? {}).map(([arm, words]) => [arm, say(words)]),
      ),
    [lesson.captions, say],
  );
  const inHand = useMemo(() => ({ ...lab, can: () => canSteer }), [lab, canSteer]);
  return (
    <div className="flex min-h-0 flex-[0_1_auto] flex-col max-lg:flex-none [&>*]:h-auto">
      <LabContext value={inHand}>
        <Stage
          plain={!canSteer}
          captions={captions}
          guess={
            chosen?.atMs === undefined
              ? null
              : { atMs: chosen.atMs, text: learn.guessLine(say(chosen.text)) }
          }
          roomy={scenario.arms.length === 1}
          linkedTask={linkedTask}
          onLinkTask={setLinkedTask}
        />
      </LabContext>
    </div>
  );
}
