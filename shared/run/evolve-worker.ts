import type { Logged } from "../run-log/run-event.ts";
import { editWorker } from "./arm-edits.ts";
import { requeue } from "./evolve-delivery.ts";
import type { ArmState, WorkerState } from "./run-state.ts";

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

/** @throws when that worker is there already. */
export function joined(arm: ArmState, event: Of<"worker-joined">): ArmState {
  const stay: WorkerState = {
    worker: event.worker,
    joinedAtMs: event.atMs,
    leftAtMs: null,
    leftHow: null,
    speeds: [{ atMs: event.atMs, speed: event.speed }],
    held: [],
    running: null,
    unacked: 0,
    lost: [],
  };
  const before = arm.workers.find(({ worker }) => worker === event.worker);
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
  for (const [index, attempt] of arm.attempts.entries()) {
    if (attempt.worker === event.worker && attempt.unacked) next = requeue(next, index, event.atMs);
  }
  return editWorker(next, event.worker, (worker) => ({
    ...worker,
    leftAtMs: event.atMs,
    leftHow: event.how,
  }));
}

export function speedChanged(arm: ArmState, event: Of<"worker-speed-changed">): ArmState {
  return editWorker(arm, event.worker, (worker) => ({
    ...worker,
    speeds: [...worker.speeds, { atMs: event.atMs, speed: event.speed }],
  }));
}
