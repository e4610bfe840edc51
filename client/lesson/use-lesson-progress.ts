import { useEffect, useState } from "react";
import type { Lesson } from "#shared/lesson/lesson.ts";
import type { LabSession } from "#client/lab-session.ts";
import {
  createLessonProgress,
  type LessonProgress,
  type LessonSnapshot,
} from "./lesson-progress.ts";
import { useStore } from "#client/use-store.ts";

/** How far this person is with a lesson, by what happens in the lab. Only where there is a browser. */
export function useLessonProgress(
  lesson: Lesson,
  { log }: LabSession,
): readonly [LessonSnapshot, LessonProgress] {
  const [progress] = useState(() => createLessonProgress(lesson, log, browserStorage()));
  useEffect(() => progress.follow(), [progress]);
  return [useStore(progress), progress];
}

function browserStorage() {
  const nowhere = { getItem: () => null, setItem: () => undefined };
  return typeof window === "undefined" ? nowhere : window.localStorage;
}
