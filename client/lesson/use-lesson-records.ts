import { useSyncExternalStore } from "react";
import { readRecords, type LessonRecords } from "./lesson-records.ts";

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
