import type { AtMs } from "../../kernel/moment.ts";
import { NumberSet } from "../../kernel/number-set.ts";
import { Queue } from "../../kernel/queue.ts";
import { Vector } from "../../kernel/vector.ts";
import type { WorkerId } from "../../scenario/scenario.ts";
import type { Logged } from "../../run-log/run-event.ts";
import { attemptAt, editAttempt, editWorker } from "./arm-edits.ts";
import { requeue } from "./evolve-delivery.ts";
import { doneUnacked, NO_TASKS } from "../in-hand.ts";
import type { ArmState, WorkerState } from "../run-state.ts";

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

/** @throws when that worker is there already. */
export function joined(arm: ArmState, event: Of<"worker-joined">): ArmState {
  const before = arm.workers.find(({ worker }) => worker === event.worker);
  const stay: WorkerState = {
    worker: event.worker,
    joinedAtMs: event.atMs,
    leftAtMs: null,
    leftHow: null,
    speed: event.speed,
    speeds: [{ atMs: event.atMs, speed: event.speed }],
    concurrency: event.concurrency ?? 1,
    halt: null,
    acking: true,
    forgotten: 0,
    held: Queue.of(),
    running: NO_TASKS,
    late: NO_TASKS,
    unacked: 0,
    // Late work of its earlier stay may still be going on.
    open: before?.open ?? NumberSet.of(),
    lost: Vector.of(),
  };
  if (!before) return { ...arm, workers: [...arm.workers, stay] };
  if (before.leftAtMs === null) throw new Error(`Arm ${arm.arm}: ${event.worker} joined twice`);
  return {
    ...editWorker(arm, event.worker, () => stay),
    earlierStays: [...arm.earlierStays, before],
  };
}

/** What it held or ran goes back to the queue; what it had done but not acked does so at the broker only. */
export function left(arm: ArmState, event: Of<"worker-left">): ArmState {
  let next = arm;
  for (const index of openOf(arm, event.worker)) {
    next = attemptAt(arm, index).unacked
      ? requeue(next, index, { atMs: event.atMs, how: "abandoned" })
      : editAttempt(next, index, { endedAtMs: event.atMs, outcome: "requeued" });
  }
  return editWorker(next, event.worker, () => ({
    leftAtMs: event.atMs,
    leftHow: event.how,
    late: NO_TASKS,
    open: NumberSet.of(),
  }));
}

export function speedChanged(arm: ArmState, event: Of<"worker-speed-changed">): ArmState {
  return editWorker(arm, event.worker, (worker) => {
    const changed = { ...worker, speed: event.speed };
    return worker.halt ? changed : worksAt(changed, event.atMs, event.speed);
  });
}

export function halted(arm: ArmState, event: Of<"worker-paused" | "worker-hung">): ArmState {
  const how = event.type === "worker-paused" ? "paused" : "hung";
  const heartbeats = event.type === "worker-paused" || event.heartbeats;
  return editWorker(arm, event.worker, (worker) => ({
    ...worksAt(worker, event.atMs, 0),
    halt: { atMs: event.atMs, how, heartbeats },
  }));
}

export function resumed(arm: ArmState, event: Of<"worker-resumed">): ArmState {
  return editWorker(arm, event.worker, (worker) => ({
    ...worksAt(worker, event.atMs, worker.speed),
    halt: null,
  }));
}

export function ackingChanged(arm: ArmState, event: Of<"worker-acking-changed">): ArmState {
  const { worker: who, acking } = event;
  const forgotten = acking ? doneUnacked(arm, who) : 0;
  return editWorker(arm, who, () => ({ acking, forgotten }));
}

/** Where its open deliveries are in the arm's `attempts`, in order of arrival. */
function openOf({ workers }: ArmState, who: WorkerId): readonly number[] {
  return workers.find(({ worker }) => worker === who)?.open.toArray() ?? [];
}

function worksAt(worker: WorkerState, atMs: AtMs, speed: number): WorkerState {
  return { ...worker, speeds: [...worker.speeds, { atMs, speed }] };
}
