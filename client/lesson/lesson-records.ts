import { LESSON_IDS, type LessonId } from "#shared/lesson/lesson-id.ts";

/** What this browser remembers of a lesson. */
export interface LessonRecord {
  /** The choice made under "predict". */
  readonly guess: string | null;
  /** Ids of the tasks ticked off. */
  readonly ticked: readonly string[];
}

export type LessonRecords = Readonly<Partial<Record<LessonId, LessonRecord>>>;

export interface RecordStorage {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
}

const KEY = "dispatch-lab-lessons";

export const NO_RECORD: LessonRecord = { guess: null, ticked: [] };

export function readRecords(storage: Pick<RecordStorage, "getItem">): LessonRecords {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "{}");
    return Object.fromEntries(
      LESSON_IDS.flatMap((id) => {
        const record = recordOf(field(kept, id));
        return record === null ? [] : [[id, record]];
      }),
    );
  } catch {
    return {};
  }
}

export function keepRecord(storage: RecordStorage, id: LessonId, record: LessonRecord): void {
  try {
    storage.setItem(KEY, JSON.stringify({ ...readRecords(storage), [id]: record }));
  } catch {
    // Private windows refuse; it then holds until the page is closed.
  }
}

function recordOf(kept: unknown): LessonRecord | null {
  const [guess, ticked] = [field(kept, "guess"), field(kept, "ticked")];
  if (!Array.isArray(ticked)) return null;
  return {
    guess: typeof guess === "string" ? guess : null,
    ticked: ticked.filter((id): id is string => typeof id === "string"),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
