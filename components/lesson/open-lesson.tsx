import { useMemo, useState } from "react";
import { createLabActions, isRunOn, type ActionProblem } from "#client/lab-actions.ts";
import type { LabSession } from "#client/lab-session.ts";
import { tasksOf } from "#client/lesson-progress.ts";
import { READABLE_STEP_MS, useMeasures } from "#client/use-measures.ts";
import { useLessonProgress } from "#client/use-lesson-progress.ts";
import { useLessonScenario } from "#client/use-lesson-scenario.ts";
import { useStore } from "#client/use-store.ts";
import { useViewedRun } from "#client/use-viewed-run.ts";
import { Banners } from "#components/shell/banners.tsx";
import { LabClock } from "#components/shell/lab-clock.tsx";
import { LiveRegion } from "#components/shell/live-region.tsx";
import { SourceBadge } from "#components/shell/source-badge.tsx";
import { commandsOf } from "#shared/lesson/lesson-command.ts";
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
  const { connection, clock, ticker, plan } = session;
  const { link, role, lab } = useStore(connection);
  const planned = useStore(plan);
  const isReady = useLessonScenario(session, lesson.scenario);
  const viewed = useViewedRun(session);
  const { run, latest, view, isShown, eventCount } = viewed;
  const metrics = useMeasures(run, view.following, ticker, READABLE_STEP_MS);
  const [snapshot, progress] = useLessonProgress(lesson, session);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [panel, setPanel] = useState<"hint" | "notes" | null>(null);
  const { say } = useLearn();
  const actions = useMemo(() => createLabActions(session, setProblem), [session]);

  const scenario = (isReady ? planned.scenario : null) ?? lesson.scenario;
  const phase = lab?.phase ?? "idle";
  const runIsOn = isRunOn(phase);
  const isOver = tasksOf(lesson).every(({ id }) => snapshot.ticked.includes(id));

  const toggle = (wanted: "hint" | "notes") => {
    setPanel((open) => (open === wanted ? null : wanted));
  };
  const dismiss = () => {
    setProblem(null);
  };
  const reset = () => {
    progress.clear();
    setPanel(null);
    clock.follow();
    void actions.send({ type: "reset" }).then(() => plan.edit(lesson.scenario));
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
      if (runIsOn) act({ type: "push-task", text: dottedText(dots) });
    },
  });

  return (
    <div className="flex h-dvh flex-col">
      <LessonHeader
        id={lesson.id}
        source={
          <SourceBadge
            broker={lab?.broker ?? { state: "connecting" }}
            link={link}
            canSteer={isReady}
            onRestart={actions.restartBroker}
          />
        }
        onNotes={() => {
          toggle("notes");
        }}
      />
      <div className="flex min-h-0 flex-1 flex-col-reverse lg:grid lg:grid-cols-[320px_minmax(0,1fr)] xl:grid-cols-[420px_minmax(0,1fr)]">
        <LessonRail
          lesson={lesson}
          snapshot={snapshot}
          hasRun={isShown}
          isRunOn={runIsOn}
          hint={panel === "hint"}
          onHint={() => {
            toggle("hint");
          }}
          onPredict={progress.predict}
          onAct={act}
        />
        <main className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-surface max-lg:overflow-y-auto">
          <Banners
            link={link}
            broker={lab?.broker ?? { state: "connecting" }}
            role={role}
            run={latest}
            eventCount={eventCount}
            problem={problem}
            onDismiss={dismiss}
            onReconnect={connection.reconnect}
            actions={actions}
          />
          <LessonBar
            scene={say(lesson.scene)}
            phase={isShown || runIsOn ? phase : "idle"}
            speed={lab?.speed ?? 1}
            isReady={isReady}
            controls={lesson.controls}
            strategy={scenario.arms[0]?.strategy}
            isSpotlit={!isOver}
            clock={<LabClock ticker={ticker} isShown={isShown} />}
            actions={actions}
            onStrategy={changeStrategy}
            onReset={reset}
          />
          <LessonStage
            lesson={lesson}
            scenario={scenario}
            session={session}
            viewed={viewed}
            phase={phase}
            guess={snapshot.guess}
            canSteer={isReady && lesson.controls.everything === true}
            actions={actions}
          />
          <LessonFigures
            figures={lesson.figures}
            arm={run.arms[0]}
            metrics={run.arms[0] && metrics.get(run.arms[0].arm)}
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
      <LiveRegion
        run={latest}
        metrics={metrics}
        link={link}
        broker={lab?.broker ?? { state: "connecting" }}
      />
    </div>
  );
}
