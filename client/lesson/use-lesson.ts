import { use } from "react";
import type { LessonId } from "#shared/lesson/lesson-id.ts";
import type { Lesson } from "#shared/lesson/lesson.ts";
import { loadLesson } from "#shared/lesson/load-lesson.ts";

const files = new Map<LessonId, Promise<Lesson>>();

/** A lesson's own file; suspends until it is there. */
export function useLesson(id: LessonId): Lesson {
  const file = files.get(id) ?? loadLesson(id);
  files.set(id, file);
  return use(file);
}
