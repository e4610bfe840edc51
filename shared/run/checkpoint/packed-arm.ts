import { NumberSet } from "../../kernel/number-set.ts";
import { packNumbers, unpackNumbers, type PackedNumbers } from "../../kernel/packed-numbers.ts";
import { Queue } from "../../kernel/queue.ts";
import { Vector } from "../../kernel/vector.ts";
import type { TaskNumber } from "../../scenario/scenario.ts";
import { ReadyTasks, type Requeueing } from "../ready-tasks.ts";
import type { ArmState, WorkerState } from "../run-state.ts";
import { packAttempts, unpackAttempts, type PackedAttempts } from "./packed-attempts.ts";
import { packTasks, unpackTasks, type PackedTasks, type Tables } from "./packed-tasks.ts";

type PackedWorker = Omit<WorkerState, "held" | "open" | "lost"> & {
  readonly held: PackedNumbers;
  readonly open: PackedNumbers;
  readonly lost: PackedNumbers;
};

interface PackedReady {
  readonly requeueing: Requeueing;
  readonly returned: PackedNumbers;
  readonly waiting: PackedNumbers;
}

/** What grows with a run in columns, the rest as it is. */
export type PackedArm = Omit<
  ArmState,
  "tasks" | "attempts" | "ready" | "dead" | "workers" | "earlierStays"
> & {
  readonly tasks: PackedTasks;
  readonly attempts: PackedAttempts;
  readonly ready: PackedReady;
  readonly dead: PackedNumbers;
  readonly workers: readonly PackedWorker[];
  readonly earlierStays: readonly PackedWorker[];
};

export function packArm(arm: ArmState, tables: Tables): PackedArm {
  const attempts = arm.attempts.toArray();
  return {
    ...arm,
    attempts: packAttempts(attempts, tables.workers),
    tasks: packTasks(arm.tasks.toArray(), attempts, tables),
    ready: packReady(arm.ready),
    dead: packNumbers(arm.dead.toArray()),
    workers: arm.workers.map(packWorker),
    earlierStays: arm.earlierStays.map(packWorker),
  };
}

export function unpackArm(packed: PackedArm, tables: Tables): ArmState {
  const attempts = unpackAttempts(packed.attempts, tables.workers);
  return {
    ...packed,
    attempts: Vector.of(attempts),
    tasks: Vector.of(unpackTasks(packed.tasks, attempts, tables)),
    ready: unpackReady(packed.ready),
    dead: NumberSet.of(unpackNumbers(packed.dead) as readonly TaskNumber[]),
    workers: packed.workers.map(unpackWorker),
    earlierStays: packed.earlierStays.map(unpackWorker),
  };
}

function packReady({ requeueing, parts: { returned, waiting } }: ReadyTasks): PackedReady {
  return { requeueing, returned: packNumbers(returned), waiting: packNumbers(waiting) };
}

function unpackReady({ requeueing, returned, waiting }: PackedReady): ReadyTasks {
  return ReadyTasks.of(requeueing, {
    returned: unpackNumbers(returned) as readonly TaskNumber[],
    waiting: unpackNumbers(waiting) as readonly TaskNumber[],
  });
}

function packWorker(worker: WorkerState): PackedWorker {
  return {
    ...worker,
    held: packNumbers(worker.held.toArray()),
    open: packNumbers(worker.open.toArray()),
    lost: packNumbers(worker.lost.toArray()),
  };
}

function unpackWorker(packed: PackedWorker): WorkerState {
  return {
    ...packed,
    held: Queue.of(unpackNumbers(packed.held) as readonly TaskNumber[]),
    open: NumberSet.of(unpackNumbers(packed.open) as readonly number[]),
    lost: Vector.of(unpackNumbers(packed.lost) as readonly TaskNumber[]),
  };
}
