import type { LessonRecord } from "#client/lesson/lesson-records.ts";
import type { Lesson } from "#shared/lesson/lesson.ts";

export const PHASES = ["predict", "run", "explain"] as const;
export type Phase = (typeof PHASES)[number];

/** Which part of a lesson someone is at. Nothing is locked: it is where the pen points. */
export function currentPhase(
  { run }: Lesson,
  { guess, ticked }: LessonRecord,
  hasRun: boolean,
): Phase {
  if (run.every(({ id }) => ticked.includes(id))) return "explain";
  return guess !== null || ticked.length > 0 || hasRun ? "run" : "predict";
}

/** Done, here, or still to come. */
export function phaseState(
  phase: Phase,
  current: Phase,
  { guess, isOver }: { readonly guess: string | null; readonly isOver: boolean },
): "done" | "current" | "later" {
  if (phase === current) return phase === "explain" && isOver ? "done" : "current";
  if (PHASES.indexOf(phase) > PHASES.indexOf(current)) return "later";
  return phase === "predict" && guess === null ? "later" : "done";
}
