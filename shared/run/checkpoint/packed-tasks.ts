import type { AtMs } from "../../kernel/moment.ts";
import { packNumbers, unpackNumbers, type PackedNumbers } from "../../kernel/packed-numbers.ts";
import type { WordTable } from "../../kernel/word-table.ts";
import type { LossReason } from "../../run-log/loss-reason.ts";
import type { TaskNumber, WorkerId } from "../../scenario/scenario.ts";
import { serviceMsOf } from "../../scenario/workload.ts";
import type { Attempt, Place, TaskState } from "../run-state.ts";

const PLACES = [
  "done",
  "ready",
  "held",
  "running",
  "lost",
  "returned",
  "missing",
  "refused",
  "dead",
] as const satisfies readonly Place[];
const LOSSES = [
  null,
  "auto-acked-worker-gone",
  "broker-lost-it",
  "rejected",
  "unconfirmed",
  "delivery-limit",
  "auto-acked-work-failed",
  "gave-up",
] as const satisfies readonly (LossReason | null)[];
const PERSISTENT = 1;
const CONFIRMED = 2;
const REDELIVERED = 4;
const OUTSIDE = 8;
/** What is above the flags: the place, and above that why it was lost. */
const PLACE = 16;
const LOSS = PLACE * PLACES.length;

/** A column for each field, as with attempts. Numbers go from 1 without a gap. */
export interface PackedTasks {
  readonly text: PackedNumbers;
  readonly serviceMs: PackedNumbers;
  readonly publishedAtMs: PackedNumbers;
  readonly flags: PackedNumbers;
  readonly worker: PackedNumbers;
  readonly attempts: PackedNumbers;
  readonly lastAttempt: PackedNumbers;
  readonly settledAtMs: PackedNumbers;
}

/** What a checkpoint's columns name by number. */
export interface Tables {
  readonly texts: WordTable;
  readonly workers: WordTable<WorkerId>;
}

/** @param deliveries the arm's attempts: most of a task is said by its last one. */
export function packTasks(
  tasks: readonly TaskState[],
  deliveries: readonly Attempt[],
  { texts, workers }: Tables,
): PackedTasks {
  const lastAttempt = tasks.map((task) => task.lastAttempt);
  const last = lastOnes(lastAttempt, deliveries);
  return {
    text: packNumbers(tasks.map(({ text }) => texts.add(text))),
    serviceMs: packNumbers(
      tasks.map(({ serviceMs }) => serviceMs),
      tasks.map(({ text }) => serviceMsOf({ text })),
    ),
    publishedAtMs: packNumbers(tasks.map(({ publishedAtMs }) => publishedAtMs)),
    flags: packNumbers(tasks.map(flagsOf)),
    worker: packNumbers(
      tasks.map(({ worker }) => (worker === null ? null : workers.add(worker))),
      last.map((one) => (one ? workers.add(one.worker) : null)),
    ),
    attempts: packNumbers(
      tasks.map(({ attempts }) => attempts),
      last.map((one) => one?.attempt ?? 0),
    ),
    lastAttempt: packNumbers(lastAttempt),
    settledAtMs: packNumbers(
      tasks.map(({ settledAtMs }) => settledAtMs),
      last.map((one) => one?.endedAtMs ?? null),
    ),
  };
}

export function unpackTasks(
  packed: PackedTasks,
  deliveries: readonly Attempt[],
  { texts, workers }: Tables,
): TaskState[] {
  const text = unpackNumbers(packed.text).map((place) => texts.at(place));
  const serviceMs = unpackNumbers(
    packed.serviceMs,
    text.map((one) => serviceMsOf({ text: one })),
  );
  const publishedAtMs = unpackNumbers(packed.publishedAtMs);
  const flags = unpackNumbers(packed.flags);
  const lastAttempt = unpackNumbers(packed.lastAttempt);
  const last = lastOnes(lastAttempt, deliveries);
  const worker = unpackNumbers(
    packed.worker,
    last.map((one) => (one ? workers.add(one.worker) : null)),
  );
  const attempts = unpackNumbers(
    packed.attempts,
    last.map((one) => one?.attempt ?? 0),
  );
  const settledAtMs = unpackNumbers(
    packed.settledAtMs,
    last.map((one) => one?.endedAtMs ?? null),
  );
  return text.map((one, i) => {
    const said = flags[i] ?? 0;
    const whose = worker[i] ?? null;
    return {
      task: (i + 1) as TaskNumber,
      text: one,
      serviceMs: serviceMs[i] ?? null,
      persistent: (said & PERSISTENT) > 0,
      outside: (said & OUTSIDE) > 0,
      publishedAtMs: publishedAtMs[i] as AtMs,
      confirmed: (said & CONFIRMED) > 0,
      place: PLACES[Math.floor(said / PLACE) % PLACES.length] ?? "done",
      worker: whose === null ? null : workers.at(whose),
      attempts: attempts[i] ?? 0,
      lastAttempt: lastAttempt[i] ?? null,
      redelivered: (said & REDELIVERED) > 0,
      lossReason: LOSSES[Math.floor(said / LOSS)] ?? null,
      settledAtMs: settledAtMs[i] as AtMs | null,
    };
  });
}

function lastOnes(places: readonly (number | null)[], deliveries: readonly Attempt[]) {
  return places.map((place) => (place === null ? undefined : deliveries[place]));
}

function flagsOf(task: TaskState): number {
  const { persistent, confirmed, redelivered, outside, place, lossReason } = task;
  return (
    (persistent ? PERSISTENT : 0) +
    (confirmed ? CONFIRMED : 0) +
    (redelivered ? REDELIVERED : 0) +
    (outside ? OUTSIDE : 0) +
    PLACES.indexOf(place) * PLACE +
    LOSSES.indexOf(lossReason) * LOSS
  );
}
