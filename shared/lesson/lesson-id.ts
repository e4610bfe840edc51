/** In the order they are taught; also the last part of a lesson's address. */
export const LESSON_IDS = [
  "one-worker",
  "two-workers",
  "five-messages",
  "odd-heavy",
  "prefetch-one",
  "fair-by-what",
  "kill-a-worker",
  "forgotten-ack",
  "hung-worker",
  "poison-task",
  "nack-or-reject",
  "dead-letters",
  "durable-persistent",
  "redeclare",
  "vanished-message",
  "confirms-window",
  "late-joiner",
  "prefetch-dial",
  "fair-loses",
  "all-busy",
  "free-lab",
] as const;

export type LessonId = (typeof LESSON_IDS)[number];
