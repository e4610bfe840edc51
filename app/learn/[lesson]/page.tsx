import { notFound } from "next/navigation";
import { LessonScreen } from "#components/lesson/lesson-screen.tsx";
import { LESSON_IDS } from "#shared/lesson/lesson-id.ts";

interface LessonPageProps {
  readonly params: Promise<{ readonly lesson: string }>;
}

/** The lesson its address names. */
export default async function LessonPage({ params }: LessonPageProps) {
  const { lesson } = await params;
  const id = LESSON_IDS.find((one) => one === lesson);
  if (id === undefined) notFound();
  return <LessonScreen id={id} />;
}
