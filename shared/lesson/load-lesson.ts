import type { LessonId } from "./lesson-id.ts";
import type { Lesson } from "./lesson.ts";

/** Each lesson is a file of its own, loaded by who takes it. */
const files: Readonly<Record<LessonId, () => Promise<Lesson>>> = {
  "one-worker": async () => (await import("./one-worker.ts")).oneWorker,
  "two-workers": async () => (await import("./two-workers.ts")).twoWorkers,
  "five-messages": async () => (await import("./five-messages.ts")).fiveMessages,
  "odd-heavy": async () => (await import("./odd-heavy.ts")).oddHeavy,
  "prefetch-one": async () => (await import("./prefetch-one.ts")).prefetchOne,
  "fair-by-what": async () => (await import("./fair-by-what.ts")).fairByWhat,
  "kill-a-worker": async () => (await import("./kill-a-worker.ts")).killAWorker,
  "forgotten-ack": async () => (await import("./forgotten-ack.ts")).forgottenAck,
  "hung-worker": async () => (await import("./hung-worker.ts")).hungWorker,
  "poison-task": async () => (await import("./poison-task.ts")).poisonTask,
  "nack-or-reject": async () => (await import("./nack-or-reject.ts")).nackOrReject,
  "dead-letters": async () => (await import("./dead-letters.ts")).deadLetters,
  "durable-persistent": async () => (await import("./durable-persistent.ts")).durablePersistent,
  redeclare: async () => (await import("./redeclare.ts")).redeclare,
  "vanished-message": async () => (await import("./vanished-message.ts")).vanishedMessage,
  "confirms-window": async () => (await import("./confirms-window.ts")).confirmsWindow,
  "late-joiner": async () => (await import("./late-joiner.ts")).lateJoiner,
  "prefetch-dial": async () => (await import("./prefetch-dial.ts")).prefetchDial,
  "fair-loses": async () => (await import("./fair-loses.ts")).fairLoses,
  "all-busy": async () => (await import("./all-busy.ts")).allBusy,
  "free-lab": async () => (await import("./free-lab.ts")).freeLab,
};

export function loadLesson(id: LessonId): Promise<Lesson> {
  return files[id]();
}
