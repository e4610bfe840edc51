import { useCallback, useState, type ComponentProps } from "react";
import type { LabSession } from "#client/lab-session.ts";
import { tasksOf } from "#client/lesson/lesson-progress.ts";
import { useLessonProgress, useLessonScenario } from "#client/lesson/use-lesson.ts";
import { useViewedRun } from "#client/log/use-viewed-run.ts";
import { useReadableMeasures } from "#client/time/use-stage-time.ts";
import { LabContext, useLab, useLabInHand } from "#client/use-lab.ts";
import { useStore } from "#client/use-store.ts";
import { Banners } from "#components/shell/banners.tsx";
import { LiveRegion } from "#components/shell/live-region.tsx";
import { SourceBadge } from "#components/shell/source-badge.tsx";
import { lessonContents } from "#shared/lesson/lesson-contents.ts";
import type { Lesson, LessonCommand } from "#shared/lesson/lesson.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { LessonBar } from "./lesson-bar.tsx";
import { LessonFigures } from "./lesson-figures.tsx";
import { LessonHeader } from "./lesson-header.tsx";
import { LessonRail } from "./lesson-rail.tsx";
import { LessonStage } from "./lesson-stage.tsx";
import { SpeakerNotes } from "./speaker-notes.tsx";
import { useLearn } from "./use-learn.ts";
import { useLessonKeys } from "./use-lesson-keys.ts";

interface OpenLessonProps {
  readonly lesson: Lesson;
  readonly session: LabSession;
  readonly singleKeys: boolean;
}

/** The lab with few controls, and the rail that says what to do with them. */
export function OpenLesson({ lesson, session, singleKeys }: OpenLessonProps) {
  const planned = useStore(session.plan);
  const isReady = useLessonScenario(session, lesson.scenario);
  const [snapshot, progress] = useLessonProgress(lesson, session);
  const [panel, setPanel] = useState<"hint" | "notes" | null>(null);
  const { say } = useLearn();

  const scenario = (isReady ? planned.scenario : null) ?? lesson.scenario;
  const { controls = {}, figures = [] } = lesson;
  const isOver = tasksOf(lesson).every(({ id }) => snapshot.ticked.includes(id));

  const can = useCallback(() => isReady, [isReady]);
  const inHand = useLabInHand(session, {
    scenario,
    can,
    openPanel: nothing,
    openDialog: nothing,
  });
  const { isRunOn, hasRun } = inHand;

  const toggle = (wanted: "hint" | "notes") => {
    setPanel((open) => (open === wanted ? null : wanted));
  };
  const reset = () => {
    progress.clear();
    setPanel(null);
    void inHand.ask({ type: "start-over", scenario: lesson.scenario });
  };
  const act = (command: LessonCommand) => void inHand.ask({ type: "do-in-lesson", command });
  const changeStrategy = (change: Partial<Strategy>) => {
    for (const { arm, strategy } of scenario.arms) {
      void inHand.ask({ type: "set-strategy", arm, strategy: { ...strategy, ...change } });
    }
  };

  useLessonKeys({
    singleKeys: singleKeys && isReady,
    onAsk: (asked) => void inHand.ask(asked),
    onReset: reset,
    onPanel: toggle,
    onPush: (dots) => {
      if (isRunOn) void inHand.ask({ type: "push", dots });
    },
  });

  return (
    <LabContext value={inHand}>
      <div className="flex h-dvh flex-col">
        <LessonHeader
          id={lesson.id}
          source={<SourceBadge />}
          onNotes={() => {
            toggle("notes");
          }}
        />
        <div className="flex min-h-0 flex-1 flex-col-reverse lg:grid lg:grid-cols-[320px_minmax(0,1fr)] xl:grid-cols-[420px_minmax(0,1fr)]">
          <LessonRail
            lesson={lesson}
            snapshot={snapshot}
            hasRun={hasRun}
            isRunOn={isRunOn}
            hint={panel === "hint"}
            onHint={() => {
              toggle("hint");
            }}
            onPredict={progress.predict}
            onAct={act}
          />
          <main className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-surface max-lg:overflow-y-auto">
            <Banners />
            <LessonBar
              scene={say(lessonContents[lesson.id].scene)}
              isReady={isReady}
              controls={controls}
              strategy={scenario.arms[0]?.strategy}
              isSpotlit={!isOver}
              onStrategy={changeStrategy}
              onReset={reset}
            />
            <LessonStage
              lesson={lesson}
              guess={snapshot.guess}
              canSteer={isReady && controls.everything === true}
            />
            <Figures figures={figures} />
            {panel === "notes" && (
              <SpeakerNotes
                notes={lesson.notes}
                onClose={() => {
                  setPanel(null);
                }}
              />
            )}
          </main>
        </div>
        <LiveRegion />
      </div>
    </LabContext>
  );
}

function Figures({ figures }: Pick<ComponentProps<typeof LessonFigures>, "figures">) {
  const viewed = useViewedRun(useLab());
  const { run } = viewed;
  const [arm] = run.arms;
  const metrics = useReadableMeasures(viewed);
  return (
    <LessonFigures
      figures={figures}
      arm={arm}
      metrics={arm && metrics.get(arm.arm)}
      atMs={run.atMs}
      speed={run.speed}
    />
  );
}

function nothing(): void {
  // A lesson has no panels and no dialogs of the lab's.
}
