import type { ArmState, Attempt, RunState, TaskState, WorkerState } from "../run-state.ts";

/*
 * A fold copies several of these for every event. Spreading one takes Node 20 the better part of a microsecond, a
 * literal that names every field a tenth of that. One that is forgotten does not compile.
 */

/** A copy that nobody else has seen yet: to be changed by who made it, and by nobody after that. */
export type Fresh<State> = { -readonly [Field in keyof State]: State[Field] };

export function copyTask(task: TaskState): Fresh<TaskState> {
  return {
    task: task.task,
    text: task.text,
    serviceMs: task.serviceMs,
    persistent: task.persistent,
    outside: task.outside,
    publishedAtMs: task.publishedAtMs,
    confirmed: task.confirmed,
    place: task.place,
    worker: task.worker,
    attempts: task.attempts,
    lastAttempt: task.lastAttempt,
    redelivered: task.redelivered,
    lossReason: task.lossReason,
    settledAtMs: task.settledAtMs,
  };
}

export function copyAttempt(attempt: Attempt): Fresh<Attempt> {
  return {
    task: attempt.task,
    worker: attempt.worker,
    attempt: attempt.attempt,
    redelivered: attempt.redelivered,
    acquiredCount: attempt.acquiredCount,
    deliveryCount: attempt.deliveryCount,
    ack: attempt.ack,
    receivedAtMs: attempt.receivedAtMs,
    startedAtMs: attempt.startedAtMs,
    endedAtMs: attempt.endedAtMs,
    ackedAtMs: attempt.ackedAtMs,
    unacked: attempt.unacked,
    outcome: attempt.outcome,
    late: attempt.late,
    inferred: attempt.inferred,
  };
}

export function copyWorker(worker: WorkerState): Fresh<WorkerState> {
  return {
    worker: worker.worker,
    joinedAtMs: worker.joinedAtMs,
    leftAtMs: worker.leftAtMs,
    leftHow: worker.leftHow,
    speed: worker.speed,
    speeds: worker.speeds,
    concurrency: worker.concurrency,
    halt: worker.halt,
    acking: worker.acking,
    forgotten: worker.forgotten,
    held: worker.held,
    running: worker.running,
    late: worker.late,
    unacked: worker.unacked,
    open: worker.open,
    lost: worker.lost,
  };
}

export function copyArm(arm: ArmState): Fresh<ArmState> {
  return {
    arm: arm.arm,
    strategy: arm.strategy,
    planned: arm.planned,
    outside: arm.outside,
    closed: arm.closed,
    queue: arm.queue,
    queueDeleted: arm.queueDeleted,
    fewer: arm.fewer,
    refusal: arm.refusal,
    refusedRedeclare: arm.refusedRedeclare,
    foreignConsumers: arm.foreignConsumers,
    astray: arm.astray,
    burst: arm.burst,
    tasks: arm.tasks,
    counts: arm.counts,
    ready: arm.ready,
    dead: arm.dead,
    workers: arm.workers,
    earlierStays: arm.earlierStays,
    attempts: arm.attempts,
    redeliveries: arm.redeliveries,
    duplicates: arm.duplicates,
    refusedAcks: arm.refusedAcks,
    unacked: arm.unacked,
    changes: arm.changes,
  };
}

export function copyCounts(counts: ArmState["counts"]): Fresh<ArmState["counts"]> {
  return {
    ready: counts.ready,
    held: counts.held,
    running: counts.running,
    done: counts.done,
    lost: counts.lost,
    returned: counts.returned,
    missing: counts.missing,
    refused: counts.refused,
    dead: counts.dead,
  };
}

export function copyRun(run: RunState): Fresh<RunState> {
  return {
    runId: run.runId,
    scenario: run.scenario,
    broker: run.broker,
    release: run.release,
    brokerSilentSinceMs: run.brokerSilentSinceMs,
    brokerLost: run.brokerLost,
    atMs: run.atMs,
    paused: run.paused,
    speed: run.speed,
    arms: run.arms,
    notes: run.notes,
    incidents: run.incidents,
    outcome: run.outcome,
    mismatches: run.mismatches,
  };
}
