import { isMet } from "#shared/lesson/conditions.ts";
import type { Lesson, LessonTask, Progress, Words } from "#shared/lesson/lesson.ts";
import type { RunState } from "#shared/run/run-state.ts";
import {
  keepRecord,
  NO_RECORD,
  readRecords,
  type LessonRecord,
  type RecordStorage,
} from "./lesson-records.ts";
import type { LogStore } from "#client/log/log-store.ts";
import { createStore, type Readable } from "#client/store.ts";

/** A lesson as far as this person has come. */
export interface LessonSnapshot extends LessonRecord {
  /** What the last run showed about the prediction, or `null` so far. */
  readonly measured: Words | null;
  /** How far each task that counts is, in the run on the screen. */
  readonly progress: Readonly<Record<string, Progress>>;
}

export interface LessonProgress extends Readable<LessonSnapshot> {
  /** Remembers what was done before, and watches the log until the function returned is called. */
  readonly follow: () => () => void;
  readonly predict: (choice: string) => void;
  /** Forgets the prediction and every tick. */
  readonly clear: () => void;
}

const NEW: LessonSnapshot = { ...NO_RECORD, measured: null, progress: {} };

/**
 * Ticks a lesson's tasks off by what the log tells, event by event, so that nothing that was true
 * for a moment is missed. A tick stays.
 */
export function createLessonProgress(
  lesson: Lesson,
  log: Pick<LogStore<RunState>, "get" | "subscribe" | "stateAfter">,
  storage: RecordStorage,
): LessonProgress {
  const tasks = tasksOf(lesson);
  const { initial, get, set, subscribe } = createStore(NEW);
  let seen = { runId: log.get().runId, count: 0 };

  const change = (part: Partial<LessonSnapshot>) => {
    const before = get();
    const next = { ...before, ...part };
    const { guess, ticked } = next;
    if (guess !== before.guess || ticked !== before.ticked) {
      keepRecord(storage, lesson.id, { guess, ticked });
    }
    set(next);
  };

  const look = () => {
    const { runId, count, state } = log.get();
    const from = runId === seen.runId ? seen.count : 0;
    seen = { runId, count };
    if (runId === null || count === from) return;
    const { guess, measured } = get();
    let { ticked } = get();
    for (let after = from + 1; after <= count; after++) {
      const open = tasks.filter(({ id }) => !ticked.includes(id));
      if (open.length === 0) break;
      const run = log.stateAfter(after);
      const met = open.filter(({ until }) => isMet(until, run, guess));
      if (met.length > 0) ticked = [...ticked, ...met.map(({ id }) => id)];
    }
    change({
      ticked,
      measured: lesson.predict.measured(state) ?? measured,
      progress: progressOf(tasks, state, guess),
    });
  };

  return {
    initial,
    get,
    subscribe,

    follow() {
      set({ ...get(), ...readRecords(storage)[lesson.id] });
      look();
      return log.subscribe(look);
    },

    predict(guess) {
      change({ guess });
    },

    clear() {
      change(NEW);
    },
  };
}

export function tasksOf({ run, explain }: Lesson): readonly LessonTask[] {
  return [...run, ...explain.tasks];
}

function progressOf(
  tasks: readonly LessonTask[],
  run: RunState,
  guess: string | null,
): LessonSnapshot["progress"] {
  return Object.fromEntries(
    tasks.flatMap(({ id, until }) => {
      const so = until(run, guess);
      return typeof so === "boolean" ? [] : [[id, so]];
    }),
  );
}
