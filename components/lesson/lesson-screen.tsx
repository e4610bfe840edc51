"use client";
import { useLabSession } from "#client/use-lab-session.ts";
import { useLesson } from "#client/lesson/use-lesson.ts";
import { usePreferences, wantsLessMotion } from "#client/use-preferences.ts";
import { useStore } from "#client/use-store.ts";
import { CannotCreate } from "#components/shell/cannot-create.tsx";
import { LabGone } from "#components/shell/lab-gone.tsx";
import type { LessonId } from "#shared/lesson/lesson-id.ts";
import { OpenLesson } from "./open-lesson.tsx";

/** A lesson, in a lab of its own. */
export function LessonScreen({ id }: { readonly id: LessonId }) {
  const lesson = useLesson(id);
  const [preferences] = usePreferences();
  const opened = useLabSession(null, wantsLessMotion, STAYS_HERE);
  const { link } = useStore(opened.session.connection);

  if (link.state === "broken") throw link.error;
  if (link.state === "refused") return <LabGone labId={opened.labId} problem={link.problem} />;
  return (
    <>
      {opened.problem !== null && <CannotCreate problem={opened.problem} onRetry={opened.retry} />}
      <OpenLesson lesson={lesson} session={opened.session} singleKeys={preferences.singleKeys} />
    </>
  );
}

/** The address stays the lesson's. */
const STAYS_HERE = () => undefined;
