import { useMemo, useState } from "react";
import { isRunOn, type LabActions } from "#client/lab-actions.ts";
import type { LabSession } from "#client/lab-session.ts";
import type { ViewedRun } from "#client/use-viewed-run.ts";
import { StageHost } from "#components/shell/stage-host.tsx";
import type { Lesson } from "#shared/lesson/lesson.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import { useLearn } from "./use-learn.ts";

interface LessonStageProps {
  readonly lesson: Lesson;
  readonly scenario: Scenario;
  readonly session: LabSession;
  readonly viewed: ViewedRun;
  readonly phase: LabPhase;
  readonly guess: string | null;
  /** The arenas have their own controls. */
  readonly canSteer: boolean;
  readonly actions: LabActions;
}

/** The lab's stage, as large as what is on it. */
export function LessonStage(props: LessonStageProps) {
  const { lesson, scenario, session, viewed, phase, guess, canSteer, actions } = props;
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
  return (
    <div className="flex min-h-0 flex-[0_1_auto] flex-col max-lg:flex-none [&>*]:h-auto">
      <StageHost
        ticker={session.ticker}
        run={viewed.run}
        latest={viewed.latest}
        isShown={viewed.isShown}
        following={viewed.view.following}
        scenario={scenario}
        phase={phase}
        isRunOn={isRunOn(phase)}
        canSteer={canSteer}
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
        onSeek={session.clock.seek}
        onSeekEnd={NOTHING}
        onFollow={session.clock.follow}
        onStepEvent={actions.stepView}
        onStrategy={actions.setStrategy}
        onAddWorker={actions.addWorker}
        onActOnWorker={actions.actOnWorker}
        onAddArm={actions.addArm}
        onRemoveArm={actions.removeArm}
      />
    </div>
  );
}

const NOTHING = () => undefined;
