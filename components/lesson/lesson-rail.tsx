import { useState } from "react";
import { tasksOf, type LessonSnapshot } from "#client/lesson/lesson-progress.ts";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { LESSON_IDS } from "#shared/lesson/lesson-id.ts";
import { lessonContents } from "#shared/lesson/lesson-contents.ts";
import type { Lesson, LessonCommand } from "#shared/lesson/lesson.ts";
import { LessonPhase } from "./lesson-phase.tsx";
import { currentPhase, PHASES, phaseState, type Phase } from "./lesson-phase.model.ts";
import { MarkedText } from "./marked-text.tsx";
import { PredictField } from "./predict-field.tsx";
import { StepList } from "./step-list.tsx";
import { useLearn } from "./use-learn.ts";

interface LessonRailProps {
  readonly lesson: Lesson;
  readonly snapshot: LessonSnapshot;
  readonly hasRun: boolean;
  readonly isRunOn: boolean;
  readonly hint: boolean;
  readonly onHint: () => void;
  readonly onPredict: (choice: string) => void;
  readonly onAct: (command: LessonCommand) => void;
}

/** Predict, run, explain. Beside the stage; below it, one part at a time, where there is no room. */
export function LessonRail(props: LessonRailProps) {
  const { lesson, snapshot, hasRun, isRunOn, hint, onHint, onPredict, onAct } = props;
  const { learn, say } = useLearn();
  const [opened, setOpened] = useState<Phase | null>(null);
  const current = currentPhase(lesson, snapshot, hasRun);
  const shown = opened ?? current;
  const isOver = tasksOf(lesson).every(({ id }) => snapshot.ticked.includes(id));
  const title = say(lessonContents[lesson.id].title);
  const number = LESSON_IDS.indexOf(lesson.id);
  const [previous, next] = [LESSON_IDS[number - 1], LESSON_IDS[number + 1]];
  const phase = (name: Phase) => ({
    number: PHASES.indexOf(name) + 1,
    title: learn.phases[name],
    state: phaseState(name, current, { guess: snapshot.guess, isOver }),
    isOpened: shown === name,
  });
  const steps = { snapshot, canAct: isRunOn, onAct };

  return (
    <aside
      aria-label={title}
      className="flex min-h-0 flex-col overflow-y-auto border-r border-line bg-paper px-6 pt-7 max-lg:max-h-[46dvh] max-lg:flex-none max-lg:border-t max-lg:border-r-0 max-lg:px-4 max-lg:pt-3 xl:px-9"
    >
      <h1 className="mb-3 text-[24px] leading-[1.35] tracking-normal text-balance [overflow-wrap:anywhere] [word-break:keep-all] max-lg:mb-2 max-lg:text-title">
        {title}
      </h1>
      <div className="mb-1 lg:hidden">
        <Segmented<Phase>
          label={learn.phasesLabel}
          options={PHASES.map((value) => ({ value, text: learn.phases[value] }))}
          value={shown}
          onChange={setOpened}
        />
      </div>
      <p
        className={`mb-5 text-lane leading-read text-ink-2 max-lg:mb-1 max-lg:text-body ${shown === "predict" ? "" : "max-lg:hidden"}`}
      >
        <MarkedText text={say(lesson.intro)} />
      </p>
      <LessonPhase {...phase("predict")}>
        <PredictField
          predict={lesson.predict}
          guess={snapshot.guess}
          measured={snapshot.measured}
          onPredict={onPredict}
        />
      </LessonPhase>
      <LessonPhase {...phase("run")}>
        <StepList tasks={lesson.run} {...steps} />
      </LessonPhase>
      <LessonPhase {...phase("explain")}>
        {current === "explain" || opened === "explain" ? (
          <>
            <p>
              <MarkedText text={say(lesson.explain.text)} />
            </p>
            {lesson.explain.code !== undefined && <CodeLine code={lesson.explain.code} />}
            <StepList tasks={lesson.explain.tasks} {...steps} />
          </>
        ) : (
          <p className="text-body text-ink-3">
            {learn.afterRun}{" "}
            <button
              type="button"
              className="min-h-6 text-ink-2 underline underline-offset-2 hover:text-ink"
              onClick={() => {
                setOpened("explain");
              }}
            >
              {learn.showExplanation}
            </button>
          </p>
        )}
      </LessonPhase>
      <div className="sticky bottom-0 mt-auto bg-paper">
        {hint && (
          <p
            role="status"
            className="pop-in border-l-[3px] border-control bg-sunken px-3 py-2 text-body leading-read"
          >
            <MarkedText text={say(lesson.hint)} />
          </p>
        )}
        <nav
          aria-label={learn.all}
          className="flex items-center gap-2.5 border-t border-line py-4 max-lg:py-2"
        >
          {previous && <Step href={`/learn/${previous}`} text={learn.previous} />}
          <Button look="ghost" aria-pressed={hint} onClick={onHint}>
            {learn.hint} <Kbd>H</Kbd>
          </Button>
          <span className="flex-1" />
          {next ? (
            <Step href={`/learn/${next}`} text={learn.next} isPrimary />
          ) : (
            <Step href="/" text={learn.toLab} isPrimary />
          )}
        </nav>
      </div>
    </aside>
  );
}

function CodeLine({ code }: { readonly code: string }) {
  return (
    <p className="mt-2">
      <code className="rounded-bar bg-accent box-decoration-clone px-1.5 py-0.5 font-mono text-body leading-[1.9] break-words text-on-accent dark:bg-accent-soft dark:text-accent">
        {code}
      </code>
    </p>
  );
}

interface StepProps {
  readonly href: string;
  readonly text: string;
  readonly isPrimary?: boolean;
}

function Step({ href, text, isPrimary = false }: StepProps) {
  return (
    <a
      href={href}
      className={`inline-flex h-[30px] flex-none items-center rounded-ctl px-3.5 text-body font-medium whitespace-nowrap max-sm:h-11 ${isPrimary ? "bg-ink text-on-ink" : "border border-line-2 bg-surface hover:border-control"}`}
    >
      {text}
    </a>
  );
}
