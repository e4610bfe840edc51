import { use, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { LessonId } from "#shared/lesson/lesson-id.ts";
import type { Lesson } from "#shared/lesson/lesson.ts";
import { loadLesson } from "#shared/lesson/load-lesson.ts";
import { may } from "#shared/protocol/rights.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabSession } from "../lab-session.ts";
import { useStore } from "../use-store.ts";
import {
  createLessonProgress,
  type LessonProgress,
  type LessonSnapshot,
} from "./lesson-progress.ts";
import { simulation } from "../plan/use-foreseen.ts";
import { readRecords, type LessonRecords } from "./lesson-records.ts";

const files = new Map<LessonId, Promise<Lesson>>();

/** A lesson's own file; suspends until it is there, with what foresees its first picture. */
export function useLesson(id: LessonId): Lesson {
  const file =
    files.get(id) ?? Promise.all([loadLesson(id), simulation.load()]).then(([lesson]) => lesson);
  files.set(id, file);
  return use(file);
}

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

/** Gives a lab of one's own a lesson's scenario, once. @returns whether it has it. */
export function useLessonScenario({ connection, plan }: LabSession, scenario: Scenario): boolean {
  const { roles } = useStore(connection);
  const isAsked = useRef(false);
  const [isSet, setIsSet] = useState(false);
  useEffect(() => {
    if (roles === null || !may(roles, "set-scenario") || isAsked.current) return;
    isAsked.current = true;
    void plan.send({ type: "set-scenario", scenario }).then((answer) => {
      setIsSet(answer.ok);
    });
  }, [roles, plan, scenario]);
  return isSet;
}

const NONE: LessonRecords = {};
let read: LessonRecords | null = null;

/** What this browser remembers of all lessons, as it was when the page was opened. */
export function useLessonRecords(): LessonRecords {
  return useSyncExternalStore(
    () => () => undefined,
    () => (read ??= readRecords(window.localStorage)),
    () => NONE,
  );
}
