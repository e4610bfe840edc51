import type { AtMs } from "../../kernel/moment.ts";
import { packNumbers, unpackNumbers, type PackedNumbers } from "../../kernel/packed-numbers.ts";
import type { WordTable } from "../../kernel/word-table.ts";
import type { TaskNumber, WorkerId } from "../../scenario/scenario.ts";
import type { Attempt } from "../run-state.ts";

const OUTCOMES = [
  "done",
  "running",
  "held",
  "lost",
  "requeued",
  "dead-lettered",
] as const satisfies readonly Attempt["outcome"][];
const REDELIVERED = 1;
const UNACKED = 2;
const LATE = 4;
const INFERRED = 8;
const AUTO = 16;
/** What is above the flags: the outcome. */
const OUTCOME = 32;

/** A column for each field; what is yes or no, or one of a few, is one column of flags. */
export interface PackedAttempts {
  readonly task: PackedNumbers;
  readonly worker: PackedNumbers;
  readonly attempt: PackedNumbers;
  readonly flags: PackedNumbers;
  readonly acquiredCount: PackedNumbers;
  readonly deliveryCount: PackedNumbers;
  readonly receivedAtMs: PackedNumbers;
  readonly startedAtMs: PackedNumbers;
  readonly endedAtMs: PackedNumbers;
  readonly ackedAtMs: PackedNumbers;
}

export function packAttempts(
  attempts: readonly Attempt[],
  workers: WordTable<WorkerId>,
): PackedAttempts {
  const receivedAtMs = attempts.map((one) => one.receivedAtMs);
  const startedAtMs = attempts.map((one) => one.startedAtMs);
  const endedAtMs = attempts.map((one) => one.endedAtMs);
  return {
    task: packNumbers(attempts.map(({ task }) => task)),
    worker: packNumbers(attempts.map(({ worker }) => workers.add(worker))),
    attempt: packNumbers(attempts.map(({ attempt }) => attempt)),
    flags: packNumbers(attempts.map(flagsOf)),
    acquiredCount: packNumbers(attempts.map((one) => one.acquiredCount)),
    deliveryCount: packNumbers(attempts.map((one) => one.deliveryCount)),
    receivedAtMs: packNumbers(receivedAtMs),
    startedAtMs: packNumbers(startedAtMs, receivedAtMs),
    endedAtMs: packNumbers(endedAtMs, startedAtMs),
    ackedAtMs: packNumbers(
      attempts.map((one) => one.ackedAtMs),
      endedAtMs,
    ),
  };
}

export function unpackAttempts(packed: PackedAttempts, workers: WordTable<WorkerId>): Attempt[] {
  const task = unpackNumbers(packed.task);
  const worker = unpackNumbers(packed.worker);
  const attempt = unpackNumbers(packed.attempt);
  const flags = unpackNumbers(packed.flags);
  const acquiredCount = unpackNumbers(packed.acquiredCount);
  const deliveryCount = unpackNumbers(packed.deliveryCount);
  const receivedAtMs = unpackNumbers(packed.receivedAtMs);
  const startedAtMs = unpackNumbers(packed.startedAtMs, receivedAtMs);
  const endedAtMs = unpackNumbers(packed.endedAtMs, startedAtMs);
  const ackedAtMs = unpackNumbers(packed.ackedAtMs, endedAtMs);
  return task.map((number, i) => {
    const said = flags[i] ?? 0;
    return {
      task: number as TaskNumber,
      worker: workers.at(worker[i]),
      attempt: attempt[i] ?? 0,
      redelivered: (said & REDELIVERED) > 0,
      acquiredCount: acquiredCount[i] ?? 0,
      deliveryCount: deliveryCount[i] ?? 0,
      ack: (said & AUTO) > 0 ? "auto" : "manual",
      receivedAtMs: receivedAtMs[i] as AtMs,
      startedAtMs: startedAtMs[i] as AtMs | null,
      endedAtMs: endedAtMs[i] as AtMs | null,
      ackedAtMs: ackedAtMs[i] as AtMs | null,
      unacked: (said & UNACKED) > 0,
      outcome: OUTCOMES[Math.floor(said / OUTCOME)] ?? "done",
      late: (said & LATE) > 0,
      inferred: (said & INFERRED) > 0,
    };
  });
}

function flagsOf({ redelivered, unacked, late, inferred, ack, outcome }: Attempt): number {
  return (
    (redelivered ? REDELIVERED : 0) +
    (unacked ? UNACKED : 0) +
    (late ? LATE : 0) +
    (inferred ? INFERRED : 0) +
    (ack === "auto" ? AUTO : 0) +
    OUTCOMES.indexOf(outcome) * OUTCOME
  );
}
