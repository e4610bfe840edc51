import { LessonIndex } from "#components/lesson/lesson-index.tsx";

/** All lessons. */
export default function LearnPage() {
  return <LessonIndex />;
}
