import { useMemo, useState } from "react";
import type { LabSession } from "#client/lab-session.ts";
import { LabContext } from "#client/use-lab.ts";
import { Stage } from "#components/stage/stage.tsx";
import type { LabView } from "#components/shell/use-lab-view.ts";
import type { Lesson } from "#shared/lesson/lesson.ts";
import type { Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import { useLearn } from "./use-learn.ts";

interface LessonStageProps {
  readonly lesson: Lesson;
  readonly scenario: Scenario;
  readonly session: LabSession;
  readonly lab: LabView;
  readonly guess: string | null;
  /** The arenas have their own controls. */
  readonly canSteer: boolean;
}

/** The lab's stage, as large as what is on it. */
export function LessonStage(props: LessonStageProps) {
  const { lesson, scenario, session, lab, guess, canSteer } = props;
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
  const { phase, release, isRunOn, actions } = lab;
  const inHand = useMemo(
    () => ({ ...session, scenario, phase, release, isRunOn, can: () => canSteer, actions }),
    [session, scenario, phase, release, isRunOn, canSteer, actions],
  );
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
