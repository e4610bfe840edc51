import type { AtMs } from "../../kernel/moment.ts";
import type { LossReason } from "../../run-log/loss-reason.ts";
import type { AttemptRef, Logged } from "../../run-log/run-event.ts";
import { attemptAt, editArm, editAttempt, editTask, editWorker, taskAt } from "./arm-edits.ts";
import { added, without } from "../in-hand.ts";
import { keepsDead, retries } from "../../scenario/dead-letters.ts";
import type { GivenBack } from "../ready-tasks.ts";
import type { ArmState, Attempt, TaskState } from "../run-state.ts";

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

/** Who had it before has it no longer, though the news of that may come later than the message. */
export function received(before: ArmState, event: Of<"received">): ArmState {
  const arm = takenBack(before, event);
  const task = taskAt(arm, event.task);
  const unacked = event.ack === "manual";
  const attempt: Attempt = {
    task: event.task,
    worker: event.worker,
    attempt: event.attempt,
    redelivered: event.redelivered,
    acquiredCount: event.acquiredCount ?? 0,
    deliveryCount: event.deliveryCount ?? 0,
    ack: event.ack,
    receivedAtMs: event.atMs,
    startedAtMs: null,
    endedAtMs: null,
    ackedAtMs: null,
    unacked,
    outcome: "held",
    late: false,
    inferred: false,
  };
  const delivered = editArm(arm, {
    ready: arm.ready.without(event.task),
    dead: arm.dead.without(event.task),
    attempts: arm.attempts.append(attempt),
    redeliveries: arm.redeliveries + (event.redelivered ? 1 : 0),
    unacked: arm.unacked + (unacked ? 1 : 0),
  });
  const change: Partial<TaskState> = {
    attempts: task.attempts + 1,
    lastAttempt: arm.attempts.length,
    redelivered: task.redelivered || event.redelivered,
  };
  const now = unlessDone(task, { place: "held", worker: event.worker });
  const withTask = editTask(delivered, event.task, Object.assign(change, now));
  return editWorker(withTask, event.worker, (worker) => ({
    held: worker.held.append(event.task),
    unacked: worker.unacked + (unacked ? 1 : 0),
    open: unacked ? worker.open.add(arm.attempts.length) : worker.open,
  }));
}

function takenBack(arm: ArmState, { task, atMs }: Of<"received">): ArmState {
  const { lastAttempt } = taskAt(arm, task);
  const isOut = lastAttempt !== null && attemptAt(arm, lastAttempt).unacked;
  return isOut ? requeue(arm, lastAttempt, { atMs, how: "abandoned" }) : arm;
}

export function started(arm: ArmState, event: Of<"started">): ArmState {
  const begun = editAttempt(arm, indexOf(arm, event), {
    startedAtMs: event.atMs,
    outcome: "running",
    inferred: event.basis === "inferred",
  });
  const withTask = editTask(
    begun,
    event.task,
    unlessDone(taskAt(arm, event.task), { place: "running", worker: event.worker }),
  );
  return editWorker(withTask, event.worker, (worker) => ({
    held: worker.held.without(event.task),
    running: added(worker.running, event.task),
  }));
}

/** The broker knows nothing of it: the task stays where its newer delivery has taken it. */
export function lateWorkStarted(arm: ArmState, event: Of<"late-work-started">): ArmState {
  const before = attemptAt(arm, indexOf(arm, event));
  const { atMs } = event;
  const again: Attempt = {
    ...before,
    receivedAtMs: atMs,
    startedAtMs: atMs,
    endedAtMs: null,
    unacked: false,
    outcome: "running",
    late: true,
  };
  const withAttempt = editArm(arm, { attempts: arm.attempts.append(again) });
  return editWorker(withAttempt, event.worker, (worker) => ({
    late: added(worker.late, event.task),
    open: worker.open.add(arm.attempts.length),
  }));
}

export function ackRefused(arm: ArmState, event: Of<"ack-refused">): ArmState {
  const { atMs, task, worker, replyCode, replyText } = event;
  const refused = { atMs, task, worker, replyCode, replyText };
  return { ...arm, refusedAcks: [...arm.refusedAcks, refused] };
}

/** The task is done all the same; the queue has a copy that is given out once more. */
export function ackLost(arm: ArmState, { task }: Of<"ack-lost">): ArmState {
  return editArm(arm, { ready: arm.ready.giveBack(task, "abandoned") });
}

export function finished(arm: ArmState, event: Of<"finished">): ArmState {
  const index = indexOf(arm, event);
  const ended = editAttempt(arm, index, {
    endedAtMs: event.atMs,
    outcome: "done",
    ...(event.basis === "inferred" && { inferred: true }),
  });
  const idle = editWorker(ended, event.worker, (worker) =>
    attemptAt(arm, index).late
      ? { late: without(worker.late, event.task), open: worker.open.without(index) }
      : { running: without(worker.running, event.task) },
  );
  if (taskAt(arm, event.task).place === "done") {
    return editArm(idle, { duplicates: arm.duplicates + 1 });
  }
  return editTask(idle, event.task, {
    place: "done",
    worker: event.worker,
    lossReason: null,
    settledAtMs: event.atMs,
  });
}

export function acked(arm: ArmState, event: Of<"acked">): ArmState {
  return editAttempt(arm, indexOf(arm, event), { ackedAtMs: event.atMs, unacked: false });
}

export function nacked(arm: ArmState, event: Of<"nacked" | "rejected">): ArmState {
  const index = indexOf(arm, event);
  // Until the next event tells that it is among the dead letters.
  const isKept = arm.queue !== null && keepsDead(arm.queue);
  return event.requeue || isKept
    ? requeue(arm, index, { atMs: event.atMs, how: "nacked" })
    : lose(arm, index, { why: "rejected", atMs: event.atMs });
}

/** Its queue has put it there: it was given back a moment ago, its worker is gone, or will be in a moment. */
export function deadLettered(before: ArmState, { task, atMs }: Of<"dead-lettered">): ArmState {
  const { lastAttempt } = taskAt(before, task);
  const isOut = lastAttempt !== null && isOpen(attemptAt(before, lastAttempt));
  const back = isOut ? requeue(before, lastAttempt, { atMs, how: "abandoned" }) : before;
  const wasGivenBack = lastAttempt !== null && attemptAt(back, lastAttempt).outcome === "requeued";
  const arm = wasGivenBack ? editAttempt(back, lastAttempt, { outcome: "dead-lettered" }) : back;
  const gone = editArm(arm, { ready: arm.ready.without(task), dead: arm.dead.add(task) });
  // One that comes back has not met its end.
  const settledAtMs = retries(arm.queue) ? null : atMs;
  return editTask(gone, task, unlessDone(taskAt(arm, task), { place: "dead", settledAtMs }));
}

/** Also said of a task nobody had, when the broker came back without it. */
export function lost(arm: ArmState, event: Of<"lost">): ArmState {
  const gone = editArm(arm, {
    ready: arm.ready.without(event.task),
    dead: arm.dead.without(event.task),
  });
  const task = taskAt(arm, event.task);
  const attempt = task.lastAttempt === null ? undefined : arm.attempts.at(task.lastAttempt);
  if (task.lastAttempt !== null && attempt && isOpen(attempt)) {
    return lose(gone, task.lastAttempt, event);
  }
  return editTask(
    gone,
    event.task,
    unlessDone(task, { place: "lost", lossReason: event.why, settledAtMs: event.atMs }),
  );
}

/** Gives the delivery at `index` of `arm.attempts` back to the queue. */
export function requeue(
  arm: ArmState,
  index: number,
  { atMs, how }: { readonly atMs: AtMs; readonly how: GivenBack },
): ArmState {
  const { arm: ended, task } = endAttempt(arm, index, { atMs, outcome: "requeued" });
  // The broker may have given it to another before this one's end was heard of.
  if (task.lastAttempt !== index) return ended;
  return editTask(
    editArm(ended, { ready: ended.ready.giveBack(task.task, how) }),
    task.task,
    unlessDone(task, { place: "ready", worker: null }),
  );
}

function lose(
  arm: ArmState,
  index: number,
  { why, atMs }: { readonly why: LossReason; readonly atMs: AtMs },
): ArmState {
  const { arm: ended, task, attempt } = endAttempt(arm, index, { atMs, outcome: "lost" });
  if (attempt.outcome === "done") return ended;
  const withWorker = editWorker(ended, attempt.worker, (worker) => ({
    lost: worker.lost.append(task.task),
  }));
  return editTask(
    withWorker,
    task.task,
    unlessDone(task, { place: "lost", worker: attempt.worker, lossReason: why, settledAtMs: atMs }),
  );
}

/** Takes a delivery off its worker and off the broker's count. Work already done stays done. */
function endAttempt(
  arm: ArmState,
  index: number,
  { atMs, outcome }: { readonly atMs: AtMs; readonly outcome: "requeued" | "lost" },
): { readonly arm: ArmState; readonly attempt: Attempt; readonly task: TaskState } {
  const attempt = attemptAt(arm, index);
  const task = taskAt(arm, attempt.task);
  if (attempt.outcome === "done") {
    return { arm: editAttempt(arm, index, { unacked: false }), attempt, task };
  }
  const ended = editAttempt(arm, index, { endedAtMs: atMs, outcome, unacked: false });
  const freed = editWorker(ended, attempt.worker, (worker) => ({
    held: attempt.outcome === "held" ? worker.held.without(attempt.task) : worker.held,
    running: without(worker.running, attempt.task),
  }));
  return { arm: freed, attempt, task };
}

/** Still on its way: held, running, or done with the ack outstanding. */
function isOpen({ outcome, unacked }: Attempt): boolean {
  return unacked || outcome === "held" || outcome === "running";
}

/** A task done once is never undone, whatever becomes of another delivery of it. */
function unlessDone(task: TaskState, change: Partial<TaskState>): Partial<TaskState> {
  return task.place === "done" ? {} : change;
}

/** @throws when that delivery never arrived. */
function indexOf(arm: ArmState, { task, worker, attempt }: AttemptRef): number {
  const isIt = (one: Attempt | undefined) =>
    one?.task === task && one.worker === worker && one.attempt === attempt;
  const late = arm.workers.find((one) => one.worker === worker && one.late.includes(task));
  const { lastAttempt } = taskAt(arm, task);
  if (!late && lastAttempt !== null && isIt(arm.attempts.at(lastAttempt))) return lastAttempt;
  const index = arm.attempts.findLastIndex(isIt);
  if (index === -1) {
    throw new Error(`Arm ${arm.arm}: ${worker} never received task ${task}, delivery ${attempt}`);
  }
  return index;
}
