import { useState } from "react";
import type { LabSession } from "#client/lab-session.ts";
import { tasksOf } from "#client/lesson/lesson-progress.ts";
import { useLessonProgress, useLessonScenario } from "#client/lesson/use-lesson.ts";
import { readableStepMs, useMeasures } from "#client/log/use-measures.ts";
import { useStore } from "#client/use-store.ts";
import { Banners } from "#components/shell/banners.tsx";
import { LabClock } from "#components/shell/lab-clock.tsx";
import { LiveRegion } from "#components/shell/live-region.tsx";
import { SourceBadge } from "#components/shell/source-badge.tsx";
import { useLabView } from "#components/shell/use-lab-view.ts";
import { commandsOf } from "#shared/lesson/lesson-command.ts";
import { lessonContents } from "#shared/lesson/lesson-contents.ts";
import type { Lesson, LessonCommand } from "#shared/lesson/lesson.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { dottedText } from "#shared/scenario/workload.ts";
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
  const { clock, plan } = session;
  const view = useLabView(session);
  const { lab, viewed, actions } = view;
  const { run, isShown } = viewed;
  const metrics = useMeasures(run, viewed.view.following, session.ticker, readableStepMs(run));
  const planned = useStore(plan);
  const isReady = useLessonScenario(session, lesson.scenario);
  const [snapshot, progress] = useLessonProgress(lesson, session);
  const [panel, setPanel] = useState<"hint" | "notes" | null>(null);
  const { say } = useLearn();

  const scenario = (isReady ? planned.scenario : null) ?? lesson.scenario;
  const { controls = {}, figures = [] } = lesson;
  const isOver = tasksOf(lesson).every(({ id }) => snapshot.ticked.includes(id));

  const toggle = (wanted: "hint" | "notes") => {
    setPanel((open) => (open === wanted ? null : wanted));
  };
  const reset = () => {
    progress.clear();
    setPanel(null);
    clock.follow();
    void actions
      .send({ type: "reset" })
      .then(() => actions.send({ type: "set-scenario", scenario: lesson.scenario }));
  };
  const act = (command: LessonCommand) => {
    const arms = scenario.arms.map(({ arm }) => arm);
    for (const one of commandsOf(command, arms)) void actions.send(one);
  };
  const changeStrategy = (change: Partial<Strategy>) => {
    for (const { arm, strategy } of scenario.arms) {
      actions.setStrategy(arm, { ...strategy, ...change });
    }
  };

  useLessonKeys({
    singleKeys: singleKeys && isReady,
    clock,
    actions,
    onReset: reset,
    onPanel: toggle,
    onPush: (dots) => {
      if (view.isRunOn) act({ type: "push-task", text: dottedText(dots) });
    },
  });

  return (
    <div className="flex h-dvh flex-col">
      <LessonHeader
        id={lesson.id}
        source={<SourceBadge {...view.source} canRestart={isReady} canBurst={isReady} />}
        onNotes={() => {
          toggle("notes");
        }}
      />
      <div className="flex min-h-0 flex-1 flex-col-reverse lg:grid lg:grid-cols-[320px_minmax(0,1fr)] xl:grid-cols-[420px_minmax(0,1fr)]">
        <LessonRail
          lesson={lesson}
          snapshot={snapshot}
          hasRun={isShown}
          isRunOn={view.isRunOn}
          hint={panel === "hint"}
          onHint={() => {
            toggle("hint");
          }}
          onPredict={progress.predict}
          onAct={act}
        />
        <main className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-surface max-lg:overflow-y-auto">
          <Banners {...view.banners} />
          <LessonBar
            scene={say(lessonContents[lesson.id].scene)}
            phase={view.shownPhase}
            speed={lab?.speed ?? 1}
            isReady={isReady}
            controls={controls}
            strategy={scenario.arms[0]?.strategy}
            isSpotlit={!isOver}
            clock={<LabClock ticker={session.ticker} isShown={isShown} />}
            actions={actions}
            onStrategy={changeStrategy}
            onReset={reset}
          />
          <LessonStage
            lesson={lesson}
            scenario={scenario}
            session={session}
            lab={view}
            guess={snapshot.guess}
            canSteer={isReady && controls.everything === true}
          />
          <LessonFigures
            figures={figures}
            arm={run.arms[0]}
            metrics={run.arms[0] && metrics.get(run.arms[0].arm)}
            atMs={run.atMs}
            speed={run.speed}
          />
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
      <LiveRegion {...view.live} />
    </div>
  );
}
